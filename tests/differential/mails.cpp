#include "tests/differential/commands.hpp"
#include "testserver/mailbox/seeds/generate.hpp"

namespace differential {
namespace {

std::string simple(int number, const std::string& subject, const std::string& body) {
    const auto digit = std::to_string(number);
    return "Date: Wed, " + digit +
           " Jan 2025 23:30:00 -0500\r\nFrom: Ann Lee <ann@example.org>\r\n"
           "To: bob@example.org\r\nSubject: " +
           subject + "\r\nMessage-ID: <m" + digit + "@example.org>\r\n\r\n" + body + "\r\n";
}

const std::string mixed = "Date: Mon, 5 Jan 2026 09:30:00 +0100\r\n"
                          "From: \"Lee, Ann\" <ann@example.org>\r\n"
                          "Sender: office@example.org\r\n"
                          "Reply-To: Ann <reply@example.org>, Other <other@example.org>\r\n"
                          "To: me@gmail.com,\r\n Bob <bob@example.org>\r\n"
                          "Cc: carl@example.org (Carl)\r\n"
                          "Bcc: dora@example.org\r\n"
                          "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= from\r\n here\r\n"
                          "In-Reply-To: <before@example.org>\r\n"
                          "Message-ID: <mixed@example.org>\r\n"
                          "X-Mailer: typewriter\r\n"
                          "MIME-Version: 1.0\r\n"
                          "Content-Type: multipart/mixed; boundary=\"outer\"\r\n"
                          "\r\n"
                          "This is the preamble.\r\n"
                          "--outer\r\n"
                          "Content-Type: text/plain; charset=utf-8; format=flowed\r\n"
                          "Content-Transfer-Encoding: quoted-printable\r\n"
                          "Content-Language: de\r\n"
                          "\r\n"
                          "Sch=C3=B6ne Gr=C3=BC=C3=9Fe!\r\n"
                          "\r\n"
                          "--outer\r\n"
                          "Content-Type: message/rfc822\r\n"
                          "Content-Description: the mail I mean\r\n"
                          "\r\n"
                          "From: bob@example.org\r\n"
                          "Subject: inner\r\n"
                          "Content-Type: multipart/alternative; boundary=inner\r\n"
                          "\r\n"
                          "--inner\r\n"
                          "\r\n"
                          "Inner text.\r\n"
                          "--inner\r\n"
                          "Content-Type: text/html\r\n"
                          "\r\n"
                          "<p>Inner html</p>\r\n"
                          "--inner--\r\n"
                          "\r\n"
                          "--outer\r\n"
                          "Content-Type: image/png; name=\"dot.png\"\r\n"
                          "Content-Disposition: attachment; filename=\"dot.png\"\r\n"
                          "Content-Transfer-Encoding: base64\r\n"
                          "Content-ID: <dot@example.org>\r\n"
                          "\r\n"
                          "iVBORw0KGgo=\r\n"
                          "--outer--\r\n"
                          "epilogue\r\n";

} // namespace

std::vector<std::string> mails() {
    std::vector<std::string> all{
        simple(1, "The plan", "Hello Bob."),
        mixed,
        simple(2, "Re: The plan", "Fine with me.\r\n\r\n> Hello Bob."),
        "Subject: no date, no sender\r\n\r\nx\r\n",
        "From: a@b\r\n\r\n",
        "Subject: header only\r\n\r\n",
        "From: =?iso-8859-1?q?J=FCrgen?= <j@example.org>, \"quoted \\\" name\" <q@example.org>, "
        "<bare@example.org>\r\n"
        "To: undisclosed-recipients:;\r\nSubject: addresses\r\n\r\nHello\r\n",
        "Subject: digest\r\nContent-Type: multipart/digest; boundary=d\r\n\r\n--d\r\n\r\nSubject: "
        "one\r\n\r\n1\r\n"
        "--d\r\n\r\nSubject: two\r\n\r\n2\r\n--d--\r\n",
        "Subject: not closed\r\nContent-Type: multipart/mixed; "
        "boundary=d\r\n\r\n--d\r\n\r\none\r\n--d\r\n"
        "Content-Type: text/html; charset=\"x-odd\"\r\n\r\n<b>two</b>\r\n",
        "Subject: base64\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
        "base64\r\n\r\n"
        "SGVsbG8gd29ybGQsIHRoaXMgaXMgaW5uZXIu\r\n",
    };
    for (const auto& seeded : testserver::seeds::generate(4, 15)) {
        all.push_back(seeded.mail.raw);
    }
    return all;
}

} // namespace differential
