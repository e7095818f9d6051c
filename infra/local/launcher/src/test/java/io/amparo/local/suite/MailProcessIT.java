package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.local.mail.SmtpLoad;
import jakarta.mail.Folder;
import jakarta.mail.Session;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the mail process as {@code ./amparo up} does: the built launcher with its own limit of the heap. */
@Timeout(180)
class MailProcessIT {
    private static final int MAX_MAILS = 10_000;

    @TempDir
    Path dir;

    private final Ports ports = Ports.free();
    private SuiteProcess mail;

    @BeforeEach
    void start() {
        var home = new Home(dir.resolve("home"));
        var repository = Path.of("../../..").toAbsolutePath().normalize();
        var plans = new ProcessPlans(new ApplicationCommands(repository, home, List.of()), home, ports, Map.of("PATH", ""));
        var plan = plans.services().stream().filter(each -> each.name().equals("mail")).findFirst().orElseThrow();
        assertThat(plan.command().get()).contains("-Xmx128m");
        new Suite(home, Addresses.of(Map.of(), ports), List.of(plan), List.of(), Optional.empty(), Duration.ofSeconds(60))
                .start(line -> {});
        mail = new SuiteProcess(plan, home);
    }

    @AfterEach
    void stop() {
        mail.kill();
    }

    @Test
    void twenty_thousand_mails_and_300_large_ones_leave_the_process_alive() throws Exception {
        var pid = mail.running().orElseThrow().pid();
        var load = new SmtpLoad(ports.of(Port.SMTP), 4);

        load.send(20_000, 2_000);
        load.send(300, 1_000_000);
        load.send(10, 2_000);

        assertThat(mail.running().map(RunningProcess::pid)).contains(pid);
        assertThat(page("/")).contains(MAX_MAILS + " stored", "Older", "mail 9 of 10");
        assertThat(inboxSizes(4)).isEqualTo(MAX_MAILS);
        assertThat(newestText(SmtpLoad.mailbox(0))).hasSizeGreaterThan(1_000);
        try (var files = Files.walk(dir)) {
            assertThat(files.filter(file -> file.toString().endsWith(".eml")).count()).isEqualTo(MAX_MAILS);
        }
    }

    private int inboxSizes(int mailboxes) throws Exception {
        int all = 0;
        for (int i = 0; i < mailboxes; i++) all += inbox(SmtpLoad.mailbox(i), Folder::getMessageCount);
        return all;
    }

    private String newestText(String mailbox) throws Exception {
        return inbox(mailbox, inbox -> inbox.getMessage(inbox.getMessageCount()).getContent().toString());
    }

    @FunctionalInterface
    private interface FolderRead<T> {
        T from(Folder inbox) throws Exception;
    }

    private <T> T inbox(String mailbox, FolderRead<T> read) throws Exception {
        try (var store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("localhost", ports.of(Port.IMAP), mailbox, "demo");
            try (var inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                return read.from(inbox);
            }
        }
    }

    private String page(String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + ports.of(Port.MAIL_PAGE) + path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
