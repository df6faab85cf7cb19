// What imapflow_test.py has npm's imapflow do: node imapflow_client.mjs PORT CA PROFILE USER, the password in $PASSWORD,
// the package in $NODE_PATH.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { ImapFlow } = createRequire(process.env.NODE_PATH + "/")("imapflow");
const [port, ca, profile, user] = process.argv.slice(2);
const gmail = profile === "gmail";

function expect(condition, what) {
    if (!condition) {
        throw new Error(what);
    }
}

function client(password) {
    return new ImapFlow({
        host: "127.0.0.1",
        port: Number(port),
        secure: true,
        tls: { ca: readFileSync(ca) },
        auth: { user, pass: password },
        logger: false,
    });
}

async function refused() {
    const stranger = client("wrong");
    stranger.on("error", () => {});
    let accepted = true;
    await stranger.connect().catch((error) => {
        accepted = false;
        expect(error.authenticationFailed, `a wrong password ended with ${error.message}`);
    });
    stranger.close(); // It stays connected to try another password.
    expect(!accepted, "a wrong password was accepted");
}

async function oneOf(flow, uid, query) {
    const message = await flow.fetchOne(uid, query, { uid: true });
    expect(message, `FETCH ${uid} gave nothing`);
    return message;
}

async function work(flow) {
    const folders = await flow.list();
    const inbox = folders.find((folder) => folder.specialUse === "\\Inbox");
    expect(inbox, "no inbox is listed");
    const all = folders.find((folder) => folder.specialUse === "\\All");
    expect(Boolean(all) === gmail, `a folder with the role \\All: ${all?.path}`);

    const opened = await flow.mailboxOpen((all ?? inbox).path);
    expect(opened.exists > 0, "the folder is empty");
    const uids = await flow.search(gmail ? { gmailRaw: "in:inbox" } : { all: true }, { uid: true });
    expect(uids.length > 0, "the search found nothing");

    const uid = String(uids[0]);
    const message = await oneOf(flow, uid, { envelope: true, bodyStructure: true, flags: true, headers: ["subject"] });
    expect(message.envelope.subject, "no subject came back");
    expect(message.headers.toString().includes("Subject:"), "no header came back");
    expect(message.bodyStructure.type, "no structure came back");

    const labels = { uid: true, useLabels: gmail };
    const held = async () => {
        const now = await oneOf(flow, uid, gmail ? { labels: true } : { flags: true });
        return (gmail ? now.labels : now.flags).has("tried");
    };
    await flow.messageFlagsAdd(uid, ["tried"], labels);
    expect(await held(), "the label was not kept");
    await flow.messageFlagsRemove(uid, ["tried"], labels);
    expect(!(await held()), "the label did not go");

    const { content } = await flow.download(uid, undefined, { uid: true });
    let octets = 0;
    for await (const chunk of content) {
        octets += chunk.length;
    }
    expect(octets > 0, "the message came empty");
}

await refused();
const flow = client(process.env.PASSWORD);
await flow.connect();
try {
    await work(flow);
} finally {
    await flow.logout();
}
