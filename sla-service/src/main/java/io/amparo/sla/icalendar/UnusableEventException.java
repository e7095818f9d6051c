package io.amparo.sla.icalendar;

/** An event has no usable closure. The message is a code of the messages {@code import.<code>}. */
final class UnusableEventException extends Exception {
    UnusableEventException(String code) {
        super(code);
    }
}
