"""A server that does wrong on purpose, so that the load generator can be seen to notice. It speaks as the bare relay does, without Redis.

usage: faulty.py PORT none|drop|dup|swap|misroute     (needs python3-websockets)
"""
import asyncio
import json
import sys

import websockets

PORT, FAULT = int(sys.argv[1]), sys.argv[2]
EVERY = 100

rooms = {}
held = {}
deliveries = 0


async def deliver(subscriber, pk, text):
    """Sends the text on, except that every hundredth delivery suffers the fault."""
    global deliveries
    deliveries += 1
    odd = deliveries % EVERY == 0
    if odd and FAULT == "drop":
        return
    if odd and FAULT == "swap" and subscriber not in held:
        held[subscriber] = text
        return
    await subscriber.send(text)
    if odd and FAULT == "dup":
        await subscriber.send(text)
    if subscriber in held:
        await subscriber.send(held.pop(subscriber))
    if odd and FAULT == "misroute":
        for stranger in rooms.get(pk + 1, []):
            await stranger.send(text)


async def client(socket, path=None):
    try:
        async for text in socket:
            request = json.loads(text)
            channel, pk = request["channel"], request["pk"]
            if request["action"] == "subscribe":
                rooms.setdefault(pk, []).append(socket)
                await socket.send(json.dumps({"name": "subscribed", "channel": channel, "status": 200, "pk": pk}))
                continue
            message = json.dumps({"channel": channel, "pk": pk, "message": request["message"]})
            for subscriber in list(rooms.get(pk, [])):
                await deliver(subscriber, pk, message)
    except websockets.ConnectionClosed:
        pass
    finally:
        for subscribers in rooms.values():
            if socket in subscribers:
                subscribers.remove(socket)


async def main():
    async with websockets.serve(client, "127.0.0.1", PORT, compression=None):
        await asyncio.Future()


asyncio.run(main())
