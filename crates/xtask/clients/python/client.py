"""Posts every card of a file once, as `preflight publish` does, with nothing but httpx: what a client costs that checks
nothing, keeps no record and never tries again.

Usage: client.py POSTS CONCURRENCY. Each line of POSTS is an idempotency key, a tab and a body. Where to and as whom comes
from the environment, under the names that preflight reads.
"""

import asyncio
import os
import sys
import uuid

import httpx

MESSAGES = "/api/v2/guest/conversations/webchat/messages"


async def fetch_token(client: httpx.AsyncClient) -> str:
    response = await client.post(
        os.environ["GENESYS_LOGIN_URL"] + "/oauth/token",
        auth=(os.environ["GENESYS_CLIENT_ID"], os.environ["GENESYS_CLIENT_SECRET"]),
        data={"grant_type": "client_credentials", "scope": "webchat:guest:write"},
    )
    response.raise_for_status()
    return response.json()["access_token"]


async def post(client: httpx.AsyncClient, url: str, token: str, line: bytes) -> None:
    key, body = line.split(b"\t", 1)
    response = await client.post(
        url,
        content=body,
        headers={
            "Authorization": f"Bearer {token}",
            "Accept": "application/json",
            "X-Genesys-Request-Id": str(uuid.uuid4()),
            "Cache-Control": "no-cache, no-store, must-revalidate",
            "Pragma": "no-cache",
            "Idempotency-Key": key.decode(),
            "Content-Type": "application/json",
        },
    )
    response.raise_for_status()


async def main(path: str, concurrency: int) -> None:
    with open(path, "rb") as file:
        posts = iter(file.read().splitlines())
    limits = httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
    # A proxy in the environment is for the world outside.
    async with httpx.AsyncClient(limits=limits, timeout=15, trust_env=False) as client:
        # The publisher asks for no compression either.
        del client.headers["Accept-Encoding"]
        url = os.environ["GENESYS_API_URL"] + MESSAGES
        token = await fetch_token(client)

        async def work() -> None:
            # All workers share one iterator, so each post is taken once.
            for line in posts:
                await post(client, url, token, line)

        await asyncio.gather(*(work() for _ in range(concurrency)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
