package io.amparo.local.mail;

import java.nio.file.Path;

/** Runs the mail server as a separate process. Arguments: folder and the ports of SMTP, IMAP and the mail page. */
public final class MailProcess {
    private MailProcess() {
    }

    public static void main(String[] args) {
        var server = MailServer.start(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]),
                Integer.parseInt(args[3]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        System.out.printf("Mail listens on %s (SMTP), %s (IMAP) and %s (page)%n", args[1], args[2], args[3]);
    }
}
