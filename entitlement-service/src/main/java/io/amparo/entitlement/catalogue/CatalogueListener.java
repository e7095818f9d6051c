package io.amparo.entitlement.catalogue;

/** Is called after a product of the catalogue is stored, at least once for each change. */
@FunctionalInterface
public interface CatalogueListener {
    /** @param sequence sequence of the event; the same on every delivery */
    void productChanged(String productId, long sequence);
}
