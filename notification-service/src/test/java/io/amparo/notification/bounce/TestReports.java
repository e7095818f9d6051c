package io.amparo.notification.bounce;

/** Mails about deliveries. */
public final class TestReports {
    private TestReports() {}

    /** Returns a delivery status notification with the headers of the mail only (RFC 6522). */
    public static String of(String to, String action, String code) {
        return """
                From: Mail Delivery Subsystem <mailer-daemon@mx.acme.example>
                To: %s
                Subject: Undelivered Mail Returned to Sender
                Date: Tue, 3 Nov 2026 09:00:05 -0300
                Message-ID: <m05@mx.acme.example>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b05"

                --b05
                Content-Type: text/plain; charset=us-ascii

                The address bruno@acme.example could not be reached: mailbox unknown.

                --b05
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.acme.example
                Arrival-Date: Tue, 3 Nov 2026 09:00:01 -0300

                Final-Recipient: rfc822; bruno@acme.example
                Original-Recipient: rfc822;bruno@acme.example
                Action: %s
                Status: %s
                Diagnostic-Code: smtp; 550 5.1.1 no such user

                --b05
                Content-Type: text/rfc822-headers

                From: Suporte <suporte@opservices.example>
                To: bruno@acme.example
                Subject: Alertas parados
                Auto-Submitted: auto-generated

                --b05--
                """.formatted(to, action, code);
    }

    public static String absenceNotice(String to) {
        return """
                From: Bruno Lima <bruno@acme.example>
                To: %s
                Subject: =?utf-8?Q?Resposta_autom=C3=A1tica?=
                Date: Tue, 3 Nov 2026 09:01:00 -0300
                Message-ID: <m07@acme.example>
                Auto-Submitted: auto-replied (vacation)
                X-Auto-Response-Suppress: All
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                Estou de férias até 16/11. Em urgências fale com Ana (ana@acme.example).
                """.formatted(to);
    }
}
