import cdk8s_plus_28 as kplus
from cdk8s import App, Chart
from cdk8s_hardened import Aspects, HardeningChecks

# A Deployment of cdk8s-plus as it is: the synth is refused, and nothing is written.
app = App()
Aspects.of(app).add(HardeningChecks())
chart = Chart(app, "shop", namespace="shop")
kplus.Deployment(
    chart,
    "cache",
    metadata={"name": "cache"},
    containers=[kplus.ContainerProps(image="docker.io/library/redis:8.2", port_number=6379)],
)
app.synth()
