package io.amparo.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailStoreTest {
    private static final String ANA = "ana@acme.example";
    private static final String BRUNO = "bruno@acme.example";
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);
    private static final Clock HOUR_EARLIER = Clock.fixed(Instant.parse("2026-11-28T11:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path dir;

    @Test
    void mails_beyond_the_limit_expire_oldest_first_also_on_disk() throws Exception {
        var mails = open(new MailStore.Limits(3, 1 << 20));

        for (var subject : List.of("one", "two", "three", "four", "five")) deliver(mails, subject, BRUNO);

        assertThat(subjects(mails)).containsExactly("five", "four", "three");
        assertThat(storedFiles()).isEqualTo(3);
        assertThat(mails.count(Optional.empty())).isEqualTo(3);
    }

    @Test
    void mails_beyond_the_limit_of_bytes_expire() throws Exception {
        var mails = open(new MailStore.Limits(100, 2_500));

        for (var subject : List.of("one", "two", "three")) deliver(mails, subject + " " + "x".repeat(1_000), BRUNO);

        assertThat(mails.newest(Optional.empty(), Long.MAX_VALUE, 10)).hasSize(2);
        assertThat(storedFiles()).isEqualTo(2);
    }

    @Test
    void the_folder_of_a_mailbox_is_deleted_with_its_last_mail() throws Exception {
        var mails = open(new MailStore.Limits(1, 1 << 20));

        deliver(mails, "one", ANA);
        deliver(mails, "two", BRUNO);

        try (var folders = Files.list(dir)) {
            assertThat(folders).singleElement().asString().contains("bruno");
        }
    }

    @Test
    void uids_and_order_survive_a_restart_also_when_the_clock_went_back() throws Exception {
        var before = open(MailStore.Limits.DEFAULT);
        deliver(before, "one", BRUNO);
        deliver(before, "two", ANA, BRUNO);
        var uids = before.uids(BRUNO);

        var after = MailStore.open(dir, HOUR_EARLIER, MailStore.Limits.DEFAULT);
        deliver(after, "three", BRUNO);

        assertThat(after.uids(BRUNO)).startsWith(uids).hasSize(3).isSorted();
        assertThat(subjects(MailStore.open(dir, NOON, MailStore.Limits.DEFAULT))).containsExactly("three", "two", "two", "one");
    }

    @Test
    void a_start_keeps_only_the_newest_files_and_no_incomplete_ones() throws Exception {
        var before = open(MailStore.Limits.DEFAULT);
        for (var subject : List.of("one", "two", "three")) deliver(before, subject, BRUNO);
        Files.writeString(dir.resolve("7.half"), "Subject: half");

        var after = open(new MailStore.Limits(2, 1 << 20));

        assertThat(subjects(after)).containsExactly("three", "two");
        assertThat(storedFiles()).isEqualTo(2);
    }

    @Test
    void the_list_is_read_page_by_page() throws Exception {
        var mails = open(MailStore.Limits.DEFAULT);
        for (var subject : List.of("one", "two", "three", "four")) deliver(mails, subject, BRUNO);

        var first = mails.newest(Optional.of(BRUNO), Long.MAX_VALUE, 2);
        var second = mails.newest(Optional.of(BRUNO), first.getLast().uid(), 2);

        assertThat(first).extracting(StoredMail::subject).containsExactly("four", "three");
        assertThat(second).extracting(StoredMail::subject).containsExactly("two", "one");
    }

    @Test
    void a_long_header_is_shortened_in_the_index() throws Exception {
        var mails = open(MailStore.Limits.DEFAULT);

        deliver(mails, "long ".repeat(10_000), BRUNO);

        assertThat(subjects(mails).getFirst()).hasSizeLessThanOrEqualTo(201).endsWith("…");
    }

    @Test
    void an_address_that_is_no_folder_is_no_mailbox() {
        assertThat(MailStore.isMailbox(BRUNO)).isTrue();
        assertThat(MailStore.isMailbox("..")).isFalse();
        assertThat(MailStore.isMailbox("a".repeat(200) + "@acme.example")).isFalse();
    }

    private MailStore open(MailStore.Limits limits) {
        return MailStore.open(dir, NOON, limits);
    }

    private static void deliver(MailStore mails, String subject, String... mailboxes) throws IOException {
        var message = "From: suporte@opservices.example\r\nSubject: " + subject + "\r\n\r\nOlá\r\n";
        mails.deliver(List.of(mailboxes), new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> subjects(MailStore mails) {
        return mails.newest(Optional.empty(), Long.MAX_VALUE, 100).stream().map(StoredMail::subject).toList();
    }

    private long storedFiles() throws IOException {
        try (var files = Files.walk(dir)) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
