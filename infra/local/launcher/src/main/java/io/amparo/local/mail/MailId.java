package io.amparo.local.mail;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** Name of a mail and of its file: time of delivery and number. The order of the ids is the order of delivery. */
record MailId(long millis, long number) implements Comparable<MailId> {
    private static final Pattern FILE = Pattern.compile("(\\d{1,15})-(\\d{1,15})\\.eml");
    private static final Comparator<MailId> ORDER = Comparator.comparingLong(MailId::millis).thenComparingLong(MailId::number);

    static Optional<MailId> ofFile(Path file) {
        var matcher = FILE.matcher(file.getFileName().toString());
        return matcher.matches()
                ? Optional.of(new MailId(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    String fileName() {
        return "%015d-%06d.eml".formatted(millis, number);
    }

    Instant at() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public int compareTo(MailId other) {
        return ORDER.compare(this, other);
    }
}
