"""What jest's matchers assert, for pytest: a failing assert prints the findings and the connections."""

import pytest
from cdk8s import ApiObject, App, JsonPatch
from cdk8s_hardened import HardeningTest, Reachability

from main import ShopChart, build


@pytest.fixture
def shop() -> ShopChart:
    return build(App())


def test_the_shop_is_hardened(shop: ShopChart) -> None:
    assert HardeningTest.of_construct(shop).problems() == []


def test_the_shop_is_not_hardened_with_a_host_network(shop: ShopChart) -> None:
    cache = ApiObject.of(shop.node.find_child("cache"))
    cache.add_json_patch(JsonPatch.add("/spec/template/spec/hostNetwork", True))
    test = HardeningTest.of_construct(shop)
    assert test.has_finding("host-network", "Deployment /spec/template/spec/hostNetwork")
    assert len(test.problems()) > 0


def test_connections_are_those_that_are_declared(shop: ShopChart) -> None:
    network = Reachability.of_app(shop.node.root)
    assert network.allows("storefront/shop-web-c81100ac", "storefront/shop-api-c8f8f8d3", "8080")
    assert not network.allows("storefront/shop-web-c81100ac", "storefront/cache")
    assert network.unexpected() == []
    assert network.missing() == []
