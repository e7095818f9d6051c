package io.amparo.sla.plan;

import static java.util.Objects.requireNonNull;

/** One version of a calendar. Its text form is {@code id/version}. */
public record CalendarVersion(String id, int version) {
    public CalendarVersion {
        requireNonNull(id, "id");
    }

    /** @throws IllegalArgumentException if the text is not {@code id/version} */
    public static CalendarVersion parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) throw new IllegalArgumentException("not an id and version: " + text);
        return new CalendarVersion(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return id + "/" + version;
    }
}
