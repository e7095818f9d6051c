package io.amparo.notification.campaign;

import io.amparo.notification.template.MailModel;
import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * Content of a mail about a product's end of life (R10.5).
 *
 * @param template one of the four constants of this class
 * @param previousEndOfLife previous date if the date was rescheduled, otherwise null
 * @param remaining period before the end of life at which a reminder is sent; null for other notices
 */
record Notice(String template, String announcementId, Product product, LocalDate endOfLife, @Nullable LocalDate previousEndOfLife,
        @Nullable String reason, Migration migration, @Nullable Period remaining) {

    static final String ANNOUNCED = "eol-announced";
    static final String RESCHEDULED = "eol-rescheduled";
    static final String REMINDER = "eol-reminder";
    static final String REACHED = "eol-reached";

    record Product(String id, String name) {}

    /** The way to another product, as far as the announcement names one. */
    record Migration(@Nullable String successor, @Nullable String path) {}

    /** Whether a text announces a date for the first time. */
    static boolean isFirst(String template) {
        return template.equals(ANNOUNCED) || template.equals(RESCHEDULED);
    }

    MailModel mailModel() {
        return MailModel.of(template).with("product", product.name()).with("endOfLife", endOfLife)
                .with("previousEndOfLife", previousEndOfLife).with("reason", reason).with("successor", migration.successor())
                .with("migrationPath", migration.path()).with("notice", remaining);
    }
}
