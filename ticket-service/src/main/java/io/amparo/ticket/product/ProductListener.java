package io.amparo.ticket.product;

/** Is called after a product of the catalogue is stored, at least once for each change. Must allow repeats. */
@FunctionalInterface
public interface ProductListener {
    void productChanged(String productId);
}
