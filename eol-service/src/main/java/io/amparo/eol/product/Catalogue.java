package io.amparo.eol.product;

import java.time.LocalDate;
import java.util.List;

/** The catalogue with its announced ends of life as everybody may read it, for other features of the service. */
@FunctionalInterface
public interface Catalogue {
    /** Returns at most 2,000 products, by id, with the releases that are available on this day. */
    List<CatalogueProduct> read(LocalDate day);
}
