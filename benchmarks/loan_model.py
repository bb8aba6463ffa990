"""One loan-application process as plain data, for bpr and every simulator it is compared with; times in seconds.

19 tasks, four exclusive choices, two parallel blocks, one rework loop, eight pools. In the ``xor`` variant the
parallel branches run one after another, for peers without fork and join. Nothing is imported here, so that the peers'
Python can load this file on its own.
"""

POOLS = {
    "Clerk": 14, "Credit": 5, "BackOffice": 8, "Appraiser": 7, "Compliance": 5, "Risk": 6, "Manager": 2, "Officer": 9,
}  # fmt: skip
MINUTE = 60.0
MEAN_ARRIVAL = 10 * MINUTE
# task: pool, distribution, mean, standard deviation
TASKS = {
    "Register": ("Clerk", "expon", 12 * MINUTE, 0),
    "CheckComplete": ("Clerk", "norm", 20 * MINUTE, 4 * MINUTE),
    "RequestMissing": ("Clerk", "expon", 25 * MINUTE, 0),
    "CreditHistory": ("Credit", "expon", 35 * MINUTE, 0),
    "VerifyEmployment": ("BackOffice", "norm", 30 * MINUTE, 6 * MINUTE),
    "AppraiseProperty": ("Appraiser", "expon", 55 * MINUTE, 0),
    "KYC": ("Compliance", "norm", 25 * MINUTE, 5 * MINUTE),
    "AssessRisk": ("Risk", "norm", 45 * MINUTE, 9 * MINUTE),
    "ManagerReview": ("Manager", "expon", 30 * MINUTE, 0),
    "PrepareOffer": ("Officer", "norm", 30 * MINUTE, 6 * MINUTE),
    "LegalCheck": ("Compliance", "expon", 15 * MINUTE, 0),
    "SendOffer": ("Clerk", "expon", 8 * MINUTE, 0),
    "CallCustomer": ("Officer", "expon", 20 * MINUTE, 0),
    "SignContract": ("Officer", "norm", 40 * MINUTE, 8 * MINUTE),
    "SetupAccount": ("BackOffice", "expon", 25 * MINUTE, 0),
    "Disburse": ("BackOffice", "norm", 15 * MINUTE, 3 * MINUTE),
    "NotifyReject": ("Clerk", "expon", 10 * MINUTE, 0),
    "CancelFile": ("Clerk", "expon", 6 * MINUTE, 0),
    "Archive": ("Clerk", "norm", 10 * MINUTE, 2 * MINUTE),
}


def nodes(variant="and"):
    """Ordered {id: (type, [(successor, share)])}; types: start, end, task, xor, join, split, sync."""
    found = {
        "start": ("start", [("Register", 1)]),
        "Register": ("task", [("x0", 1)]),
        "x0": ("join", [("CheckComplete", 1)]),
        "CheckComplete": ("task", [("g1", 1)]),
        "g1": ("xor", [("RequestMissing", 0.25), ("a1", 0.75)]),
        "RequestMissing": ("task", [("x0", 1)]),
        "a1": ("split", [("CreditHistory", 1), ("VerifyEmployment", 1), ("KYC", 1)]),
        "CreditHistory": ("task", [("s1", 1)]),
        "VerifyEmployment": ("task", [("AppraiseProperty", 1)]),
        "AppraiseProperty": ("task", [("s1", 1)]),
        "KYC": ("task", [("s1", 1)]),
        "s1": ("sync", [("AssessRisk", 1)]),
        "AssessRisk": ("task", [("g2", 1)]),
        "g2": ("xor", [("x1", 0.6), ("ManagerReview", 0.25), ("x2", 0.15)]),
        "ManagerReview": ("task", [("g3", 1)]),
        "g3": ("xor", [("x1", 0.7), ("x2", 0.3)]),
        "x1": ("join", [("PrepareOffer", 1)]),
        "PrepareOffer": ("task", [("LegalCheck", 1)]),
        "LegalCheck": ("task", [("SendOffer", 1)]),
        "SendOffer": ("task", [("CallCustomer", 1)]),
        "CallCustomer": ("task", [("g4", 1)]),
        "g4": ("xor", [("SignContract", 0.8), ("CancelFile", 0.2)]),
        "SignContract": ("task", [("a2", 1)]),
        "a2": ("split", [("SetupAccount", 1), ("Disburse", 1)]),
        "SetupAccount": ("task", [("s2", 1)]),
        "Disburse": ("task", [("s2", 1)]),
        "s2": ("sync", [("x3", 1)]),
        "x2": ("join", [("NotifyReject", 1)]),
        "NotifyReject": ("task", [("x3", 1)]),
        "CancelFile": ("task", [("x3", 1)]),
        "x3": ("join", [("Archive", 1)]),
        "Archive": ("task", [("end", 1)]),
        "end": ("end", []),
    }
    if variant == "xor":
        found["g1"] = ("xor", [("RequestMissing", 0.25), ("CreditHistory", 0.75)])
        for task, then in (
            ("CreditHistory", "VerifyEmployment"), ("AppraiseProperty", "KYC"), ("KYC", "AssessRisk"),
            ("SignContract", "SetupAccount"), ("SetupAccount", "Disburse"), ("Disburse", "x3"),
        ):  # fmt: skip
            found[task] = ("task", [(then, 1)])
        for gateway in ("a1", "s1", "a2", "s2"):
            del found[gateway]
    return found


def process_data(variant="and"):
    """The model as bpr reads it."""
    steps = []
    for name, (kind, ways) in nodes(variant).items():
        step = {"id": name, "next": [{"to": to, **({"share": share} if kind == "xor" else {})} for to, share in ways]}
        if kind == "task":
            pool, family, mean, deviation = TASKS[name]
            time = {"exponential": mean} if family == "expon" else {"normal": [mean, deviation]}
            step |= {"name": name, "role": pool, "time": time, "wait": 0}
        elif kind in ("start", "end"):
            step |= {"event": name, "position": kind}
        else:
            step[{"xor": "decision", "join": "decision", "split": "parallel", "sync": "parallel"}[kind]] = name
        steps.append(step)
    roles = {pool: {"name": pool, "people": people} for pool, people in POOLS.items()}
    return {"process": f"loan-{variant}", "time_unit": "s", "roles": roles, "steps": steps}


def bpmn_xml(variant="and"):
    """The model as BPMN, for prosimos."""
    tags = {
        "start": "startEvent", "end": "endEvent", "task": "task", "xor": "exclusiveGateway",
        "join": "exclusiveGateway", "split": "parallelGateway", "sync": "parallelGateway",
    }  # fmt: skip
    found = nodes(variant)
    flows = [(f"f_{source}_{target}", source, target) for source, (_, ways) in found.items() for target, _ in ways]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'targetNamespace="t"><process id="p" isExecutable="true">'
    ]
    for name, (kind, _) in found.items():
        inner = "".join(f"<incoming>{flow}</incoming>" for flow, _, target in flows if target == name)
        inner += "".join(f"<outgoing>{flow}</outgoing>" for flow, source, _ in flows if source == name)
        lines.append(f'<{tags[kind]} id="{name}" name="{name}">{inner}</{tags[kind]}>')
    lines += [f'<sequenceFlow id="{flow}" sourceRef="{a}" targetRef="{b}"/>' for flow, a, b in flows]
    return "\n".join([*lines, "</process></definitions>"])


def prosimos_data(variant="and"):
    """The parameters as prosimos reads them."""

    def distribution(family, mean, deviation):
        values = [mean, deviation, 0, 1e12] if family == "norm" else [mean, 0, 1e12]
        return {"distribution_name": family, "distribution_params": [{"value": value} for value in values]}

    always = [{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00", "endTime": "23:59:59.999999"}]
    profiles = [
        {"id": f"P_{pool}", "name": pool, "resource_list": [
            {"id": f"r{pool}", "name": pool, "cost_per_hour": 10, "amount": people, "calendar": "cal",
             "assignedTasks": []}]}
        for pool, people in POOLS.items()
    ]  # fmt: skip
    return {
        "resource_profiles": profiles,
        "arrival_time_distribution": distribution("expon", MEAN_ARRIVAL, 0),
        "arrival_time_calendar": always,
        "gateway_branching_probabilities": [
            {"gateway_id": name, "probabilities": [{"path_id": f"f_{name}_{to}", "value": p} for to, p in ways]}
            for name, (kind, ways) in nodes(variant).items() if kind == "xor"
        ],
        "task_resource_distribution": [
            {"task_id": task, "resources": [{"resource_id": f"r{pool}", **distribution(family, mean, deviation)}]}
            for task, (pool, family, mean, deviation) in TASKS.items()
        ],
        "resource_calendars": [{"id": "cal", "name": "cal", "time_periods": always}],
    }  # fmt: skip
