"""The example learning-platform from Python: the same policy file and manifests get the verdicts of `check`. Run by conformance/languages/run."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from cdk8s import App, Chart, Include
from cdk8s_hardened import Aspects, HardeningChecks, HardeningPolicy, Waiver, WaiverPolicy

EXAMPLE = Path(os.environ["LEARNING_PLATFORM"])
MANIFESTS = EXAMPLE / "expected"
TERMS = dict(ticket_pattern="OPS-[0-9]+", included_annotations=True)


def recorded() -> list[Waiver]:
    """The waivers that the TypeScript program used, each for its object."""
    objects = json.loads((MANIFESTS / "hardening.waivers").read_text())["objects"]
    return [
        Waiver(
            kind=each["kind"],
            name=each["name"],
            namespace_name=each.get("namespace"),
            **{key: value for key, value in terms.items() if key != "construct"},
        )
        for each in objects
        for terms in each["waivers"]
    ]


def new_app() -> tuple[App, Chart]:
    app = App(outdir=tempfile.mkdtemp())
    HardeningPolicy.of(app).use_file(str(EXAMPLE / "hardening.yaml"))
    chart = Chart(app, "platform")
    for path in sorted(MANIFESTS.glob("*.yaml")):
        Include(chart, path.stem, url=str(path))
    return app, chart


def check(*options: str) -> dict:
    """What the command line says of the same files."""
    argv = ["node", os.environ["HARDENED_CLI"], "check", "--format", "json", *options, "expected"]
    return json.loads(subprocess.run(argv, cwd=EXAMPLE, capture_output=True, text=True).stdout)


def named(rule: str, kind: str, name: str) -> str:
    return f"{rule} {kind} {name}"


def expect(claim: str, actual: list, wanted: list) -> None:
    if sorted(actual) != sorted(wanted) or not wanted:
        sys.exit(f"FAILED: {claim}\n  {sorted(actual)}\n  {sorted(wanted)}")
    print(f"ok {claim}: {len(wanted)}")


app, _ = new_app()
checks = HardeningChecks(waivers=recorded(), waiver_policy=WaiverPolicy(**TERMS))
Aspects.of(app).add(checks)
app.synth()
waived = [
    named(each.finding.rule, each.finding.object_ref.kind, each.finding.object_ref.name)
    for each in checks.last_report.waived
]
theirs = [named(each["rule"], each["object"]["kind"], each["object"]["name"]) for each in check()["findings"] if each["waived"]]
expect("a synth in Python accepts the findings that check accepts", waived, theirs)

# Without the record, the waivers of the program are missing, and those of the policy file count.
app, chart = new_app()
checks = HardeningChecks(waiver_policy=WaiverPolicy(**TERMS))
Aspects.of(app).add(checks)
try:
    app.synth()
except RuntimeError as error:
    first_line = str(error).split("\n")[0]
else:
    sys.exit("FAILED: a synth without the waivers of the program is not refused")
refused = [named(each.rule, each.object_ref.kind, each.object_ref.name) for each in checks.last_report.findings]
with tempfile.TemporaryDirectory() as folder:
    policy = Path(folder) / "hardening.yaml"
    policy.write_text((EXAMPLE / "hardening.yaml").read_text().replace("recorded: true", "recorded: false"))
    theirs = [
        named(each["rule"], each["object"]["kind"], each["object"]["name"])
        for each in check("--policy", str(policy))["findings"]
        if not each["waived"]
    ]
expect("a synth in Python refuses the findings that check refuses", refused, theirs)
if "hardening.yaml, profile nsa, Kubernetes 1.33" not in first_line:
    sys.exit(f"FAILED: the refusal names its policy: {first_line}")
print("ok the refusal names the policy file")
