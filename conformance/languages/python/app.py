"""The library from Python: the same manifests, the same refusals, by every door. Run by conformance/languages/run."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import cdk8s_plus_28 as kplus
import jsii
from cdk8s import ApiObject, App, Chart, JsonPatch, Testing
from cdk8s_hardened import (
    Aspects,
    ClusterApiServer,
    ClusterFacts,
    Defaults,
    Harden,
    HardeningChecks,
    IAspect,
    IsolatedNamespace,
    Peer,
    Profiles,
    SecureDeployment,
)

IMAGE = "ghcr.io/acme/web@sha256:" + "a1" * 32
passed = 0


def check(claim: str, holds: bool) -> None:
    global passed
    if not holds:
        sys.exit(f"FAILED: {claim}")
    passed += 1
    print(f"ok {claim}")


def new_app() -> App:
    return App(outdir=tempfile.mkdtemp())


def refused(act, word: str) -> bool:
    try:
        act()
    except RuntimeError as error:
        return word in str(error)
    return False


DOORS = {
    "synth": lambda app, chart: app.synth(),
    "synth_yaml": lambda app, chart: app.synth_yaml(),
    "to_json": lambda app, chart: chart.to_json(),
    "Testing.synth": lambda app, chart: Testing.synth(chart),
}

for name, door in DOORS.items():
    app = new_app()
    Aspects.of(app).add(HardeningChecks())
    chart = Chart(app, "c", namespace="shop")
    kplus.Deployment(chart, "web", containers=[kplus.ContainerProps(image=IMAGE)])
    check(f"{name} refuses what is weaker", refused(lambda: door(app, chart), "seccomp-profile-missing"))
    check(f"{name} writes nothing then", os.listdir(app.outdir) == [])

for name, door in DOORS.items():
    app = new_app()
    Aspects.of(app).add(HardeningChecks(profile=Profiles.restricted()))
    chart = Chart(app, "c", namespace="shop")
    SecureDeployment(chart, "web", containers=[kplus.ContainerProps(image=IMAGE)])
    door(app, chart)
    check(f"{name} lets a SecureDeployment through", True)

app = new_app()
Aspects.of(app).add(Harden())
Aspects.of(app).add(HardeningChecks(profile=Profiles.restricted()))
chart = Chart(app, "c", namespace="shop")
plain = kplus.Deployment(chart, "web", containers=[kplus.ContainerProps(image=IMAGE)])
app.synth()
text = "".join(path.read_text() for path in Path(app.outdir).iterdir())
check("Harden mends what is written", "type: RuntimeDefault" in text and "- ALL" in text)

ApiObject.of(plain).add_json_patch(JsonPatch.add("/spec/template/spec/containers/0/securityContext/privileged", True))
check("a later patch is refused in a second synth", refused(app.synth, "privileged-container"))


class Sly(ApiObject):
    """Answers otherwise when it is asked again: jsii makes such an override unchangeable."""

    asked = 0

    def to_json(self):
        self.asked += 1
        pod = {
            "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
            "containers": [
                {
                    "name": "web",
                    "image": IMAGE,
                    "securityContext": {
                        "allowPrivilegeEscalation": False,
                        "capabilities": {"drop": ["ALL"]},
                        "privileged": self.asked > 1,
                    },
                }
            ],
        }
        return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "sly"}, "spec": pod}


for name, door in DOORS.items():
    app = new_app()
    Aspects.of(app).add(HardeningChecks(profile=Profiles.restricted()))
    chart = Chart(app, "c")
    Sly(chart, "sly", api_version="v1", kind="Pod")
    try:
        written = json.dumps(door(app, chart)) + "".join(path.read_text() for path in Path(app.outdir).iterdir())
    except RuntimeError as error:
        written = ""
        check(f"{name} says why it refuses an answer that changes", "differs from the object that was checked" in str(error))
    check(f"{name} never writes a changed answer of a Python override", "privileged: true" not in written and '"privileged": true' not in written)


@jsii.implements(IAspect)
class Recorder:
    def __init__(self):
        self.seen = []

    def visit(self, node):
        self.seen.append(node.node.path)


app = new_app()
recorder = Recorder()
Aspects.of(app).add(recorder)
Chart(app, "c")
app.synth()
check("an aspect written in Python visits", recorder.seen == ["", "c"])

app = new_app()
chart = Chart(app, "shop", namespace="shop")
IsolatedNamespace(chart, "namespace")
web = SecureDeployment(chart, "web", containers=[kplus.ContainerProps(image=IMAGE, port_number=8080)], writable_paths=["/var/cache"])
api = SecureDeployment(chart, "api", containers=[kplus.ContainerProps(image=IMAGE, port_number=8080)])
web.connections.allow_from(Peer.ingress_controller())
web.connections.allow_to(api)
Defaults.of(app).set(cluster=ClusterFacts(api_server=ClusterApiServer(addresses=["192.0.2.10"])))
api.account.allow_read(kplus.ConfigMap(chart, "settings", data={"theme": "dark"}))
app.synth()
ours = (Path(app.outdir) / "shop.k8s.yaml").read_text()
theirs = subprocess.run(["node", os.environ["TYPESCRIPT_TWIN"]], check=True, capture_output=True, text=True).stdout
check("Python and TypeScript write the same bytes", ours == theirs)
print(f"python: {passed} checks hold")
