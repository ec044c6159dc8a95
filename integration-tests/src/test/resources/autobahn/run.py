# SPDX-License-Identifier: Apache-2.0
"""Runs the suite as a client, as spec.json in this folder says: jython run.py SUITE HERE.

A server with a token is an endpoint. Each connection says hello to it first, outside the case. An
endpoint answers each message with a message of its own: this counts as the echo that a case waits
for when it is text, comes where the echo would, and comes as often. Everything else is judged by
the suite itself.
"""
import json
import sys

sys.path[:0] = sys.argv[1:3]
sys.argv = ["wstest", "-m", "fuzzingclient", "-s", "spec.json"]

from autobahntestsuite import wstest
from autobahntestsuite.case.case import Case
from autobahntestsuite.fuzzing import FuzzingClientProtocol

with open("spec.json") as spec:
    tokens = dict((s["agent"], s.get("token")) for s in json.load(spec)["servers"])
same = Case.compare
begin = FuzzingClientProtocol.onOpen
receive = FuzzingClientProtocol.onMessage


def without_text(events):
    return [(e[0], e[2]) if e[0] == "message" else e for e in events]


def compare(case, one, other):
    if tokens[case.p.caseAgent]:
        return without_text(one) == without_text(other)
    return same(case, one, other)


def on_open(protocol):
    token = tokens[protocol.caseAgent]
    protocol.welcome = not token
    if token:
        protocol.sendMessage('{"id":1,"hello":{"token":"%s"}}' % str(token))
    else:
        begin(protocol)


def on_message(protocol, message, binary):
    if not protocol.welcome:
        if '"ok"' not in message:
            raise ValueError(message)
        protocol.welcome = True
        protocol.txFrameStats.clear()  # a case may count the frames it has sent
        begin(protocol)
        return
    case = protocol.runCase
    # Cases of group 9 compare lengths: they get the length that they have sent.
    length = getattr(case, "LEN", getattr(case, "DATALEN", None))
    if tokens[protocol.caseAgent] and length is not None:
        message = "*" * length
    receive(protocol, message, binary)


Case.compare = compare
FuzzingClientProtocol.onOpen = on_open
FuzzingClientProtocol.onMessage = on_message
wstest.run()
