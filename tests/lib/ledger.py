"""A client-side ledger: each write is noted before it is sent and marked when it was acknowledged. Afterwards what is unknown is settled
by its idempotency key, and every acknowledged write must be there, whole."""
import collections
import threading

import server as sila

INQUIRY = {"kind": "inquiry", "channel": "phone", "full_name": "سائل للاختبار", "phone": "0512345678", "questions": ["متى يفتح الفرع؟"]}
COME_AGAIN = (500, 503)


class Ledger:
    def __init__(self, association):
        self.path = f"/api/{association}/desk/requests"
        self.lock, self.acknowledged, self.unknown = threading.Lock(), {}, set()

    def write(self, client, key=None):
        """One inquiry at the desk; the status of the answer."""
        key = key or sila.uuid_v7()
        with self.lock:
            self.unknown.add(key)
        status, answer = client.post(self.path, INQUIRY, key)
        if status == 200:
            with self.lock:
                self.unknown.discard(key)
                self.acknowledged[key] = answer["id"]
        elif status not in COME_AGAIN:
            raise AssertionError((status, answer))
        return status

    def settle(self, client):
        """Unknown writes are sent again; then every acknowledged request is read as a person reads it."""
        for key in list(self.unknown):
            assert self.write(client, key) == 200, "a retry with the same key"
        assert len(set(self.acknowledged.values())) == len(self.acknowledged), "two keys, one request"
        for request in list(self.acknowledged.values())[-5:]:
            status, page = client.get(f"{self.path}/{request}")
            assert status == 200, ("acknowledged and lost", request, status)
            assert page["timeline"] and page["seq"] == page["timeline"][-1]["seq"], ("half there", request)
            assert len(page["questions"]) == 1 and page["questions"][0]["text"], ("half there", request)


def look_inside(place, association, acknowledged, actor):
    """Each acknowledged request with its events, its audit entry, its task and its idempotency key: those that are lost, and those that
    are there in part."""
    lost, half = [], []
    with place.look(association) as look:
        house = look("SELECT association_id FROM requests LIMIT 1")[0][0]

        def rows(sql, *values):
            return look(sql, house, *values)

        # At once: by its object alone the database has no index to find an entry by.
        received = collections.Counter(told for told, in rows("SELECT object FROM audit_entries WHERE association_id = ? AND action = 'request.received'"))
        for key, request in acknowledged.items():
            row = rows("SELECT seq, beneficiary_id FROM requests WHERE association_id = ? AND id = ?", request)
            if not row:
                lost.append(request)
                continue
            (seq, person), = row
            one = {
                "events": rows("SELECT seq FROM request_events WHERE association_id = ? AND request_id = ? ORDER BY seq", request)
                == [(number,) for number in range(1, seq + 1)],
                "audit": received[request] == 1,
                "task": rows("SELECT step FROM tasks WHERE association_id = ? AND request_id = ?", request) != [],
                "person": rows("SELECT id FROM parties WHERE association_id = ? AND id = ?", person) == [(person,)],
                "key": len(rows("SELECT actor_id FROM idempotency_keys WHERE association_id = ? AND actor_id = ? AND idempotency_key = ?",
                                actor, key)) == 1,
            }
            half += [(request, part) for part, there in one.items() if not there]
    return lost, half
