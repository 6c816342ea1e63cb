import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findSensitive } from "../src/share/sensitive.ts";

const found = (text: string) => findSensitive(text).map(({ what }) => what);

/** Put together here, so that no file of the repository holds what scanners for secrets look for. */
const join2 = (...parts: string[]) => parts.join("");

describe("what looks like a secret or a person", () => {
  it.each([
    ["a private key (PEM)", join2("-----BEGIN RSA PRI", "VATE KEY-----")],
    ["a private key (PEM)", join2("-----BEGIN PRI", "VATE KEY-----")],
    [
      "a JSON Web Token",
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    ],
    ["a bearer token", '"Authorization": "Bearer h480djs93hd8h480djs93hd8"'],
    ["an AWS access key", join2("AKIA", "IOSFODNN7EXAMPLE")],
    ["a GitHub token", join2("ghp", "_16C7e42F292c6912E7710c838347Ae178B4a")],
    ["a Slack token", join2("xoxb", "-123456789012-abcdefABCDEF")],
    ["a Google API key", join2("AIza", "SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe")],
    ["a password in an address", "https://ann:s3cr3t@db.example.com/x"],
    ["a value under a telling key", '"client_secret": "9f8a7b6c5d4e"'],
    ["a value under a telling key", '{ "key": "api_key", "value": "q83ndk28dmq0", "type": "string" }'],
    ["an e-mail address", '"hint": "Write to ann.lee@acme.co.uk"'],
    ["a telephone number", "Call +49 30 1234567-8"],
    ["a telephone number", "Call +1 (415) 555-2671 today"],
    ["a telephone number", "Call 415-555-2671"],
    ["a payment card number", "4111 1111 1111 1111"],
    ["a payment card number", "5555555555554444"],
    ["an American Express card number", "378282246310005"],
    ["a bank account (IBAN)", "GB82 WEST 1234 5698 7654 32"],
    ["a bank account (IBAN)", "DE89370400440532013000"],
    ["an IP address", "http://10.20.30.40/metrics"],
    ["an IP address", "fe80:0:0:0:204:61ff:fe9d:f156"],
  ])("is %s: %s", (what, text) => {
    expect(found(text)).toEqual([what]);
  });

  it("is told with its place, and a secret is not repeated", () => {
    const text = '{\n  "client_secret": "9f8a7b6c5d4e",\n  "hint": "ann@acme.io"\n}';
    const [secret, person] = findSensitive(text);
    expect(secret).toMatchObject({ about: "secret", line: 2, shown: "9f8a…" });
    expect(text.slice(secret?.from, secret?.to)).toBe("9f8a7b6c5d4e");
    expect(person).toMatchObject({ about: "person", line: 3, shown: "ann@acme.io" });
  });

  it.each([
    ["an order number", '"value": "track:1234567890123"'],
    ["a number that is no card", "4111 1111 1111 1112"],
    ["a UUID", '"queueId": "2f3c1b9e-4d5a-4c6b-8e7f-90a1b2c3d4e5"'],
    ["a colour", '"primaryColor": "#0056B3"'],
    ["an id", '"widgetId": "prod_widget_alpha"'],
    ["a session", '"sessionId": "sess_9876543210"'],
    ["an amount", '"cart_value": 1250.50'],
    ["a date", "2026-11-21T19:30:00Z and 21.11.2026"],
    ["a version", '"version": "2.1", "engine": "10.4.2"'],
    ["an address of the documentation", "203.0.113.7 and ann@example.com and 2001:db8:0:0:0:0:0:1"],
    ["the loopback", "http://127.0.0.1:8080"],
    ["words about secrets", '"label": "Password", "hint": "Your token was sent by mail"'],
    ["a key with a word", '"token": "required"'],
    ["a type of a field", '{ "label": "E-mail", "type": "email", "autocomplete": "email" }'],
    ["a mention", "Follow @acme or me@home"],
    ["an account that is none", "GB82 WEST 1234 5698 7654 33"],
    ["a digest", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["times in a row", "12:30:45:10"],
    ["a bearer in prose", "The bearer of certificates"],
  ])("is not %s: %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it("is in no example and no template", () => {
    for (const folder of ["../../../examples", "../src/templates"]) {
      const path = join(import.meta.dirname, folder);
      for (const file of readdirSync(path).filter((name) => name.endsWith(".json"))) {
        expect([file, found(readFileSync(join(path, file), "utf8"))]).toEqual([file, []]);
      }
    }
  });

  it("takes no time on a long text that is almost something", () => {
    for (const part of ["a.", "a@", "1 ", "+1 ", "A1", "1.", "0:", "bearer ", '"token": "', "4111 ", "eyJ"]) {
      // Time of this process alone, so that other work of the machine does not count. Microseconds.
      const start = process.cpuUsage();
      findSensitive(part.repeat(100_000));
      expect(process.cpuUsage(start).user, part).toBeLessThan(2_000_000);
    }
  });
});
