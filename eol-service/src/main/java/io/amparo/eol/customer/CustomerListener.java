package io.amparo.eol.customer;

/** Is called after a customer is stored, at least once for each change. Must allow repeats. */
@FunctionalInterface
public interface CustomerListener {
    /** @param sequence sequence of the event; the same on every delivery */
    void customerChanged(String customerId, long sequence);
}
