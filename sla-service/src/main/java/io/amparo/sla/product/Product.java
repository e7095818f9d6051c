package io.amparo.sla.product;

import io.amparo.events.product.ReleaseLine.DatedVersion;
import java.util.List;

/** The part of a product that a quote needs: its releases (R5.1) and how long it is supported (R10). */
record Product(String id, String line, List<DatedVersion> releases, SupportPeriod supportPeriod) {
    Product {
        releases = List.copyOf(releases);
    }
}
