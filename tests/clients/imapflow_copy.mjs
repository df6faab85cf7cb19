// Copies the inbox with npm's imapflow: node imapflow_copy.mjs PORT CA FOLDER MODULES, name and password in the environment.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [port, ca, folder, modules] = process.argv.slice(2);
const { ImapFlow } = createRequire(modules + "/")("imapflow");
const flow = new ImapFlow({
    host: "localhost",
    port: Number(port),
    secure: true,
    tls: { ca: readFileSync(ca) },
    auth: { user: process.env.IMAP_USER, pass: process.env.IMAP_PASSWORD },
    logger: false,
    greetingTimeout: 10000,
    socketTimeout: 10000,
});
flow.on("error", () => {}); // The promises say it too.
try {
    await flow.connect();
    await flow.mailboxOpen("INBOX");
    for await (const message of flow.fetch("1:*", { uid: true, source: true })) {
        writeFileSync(`${folder}/${message.uid}`, message.source);
    }
    await flow.logout();
} catch (error) {
    console.error(`imapflow: ${error.message}`);
    process.exit(1);
}
