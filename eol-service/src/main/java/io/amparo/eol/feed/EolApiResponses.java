package io.amparo.eol.feed;

import io.amparo.eol.feed.EolApiController.EolFullProductList;
import io.amparo.eol.feed.EolApiController.EolLabels;
import io.amparo.eol.feed.EolApiController.EolLinks;
import io.amparo.eol.feed.EolApiController.EolProduct;
import io.amparo.eol.feed.EolApiController.EolProductList;
import io.amparo.eol.feed.EolApiController.EolProductResponse;
import io.amparo.eol.feed.EolApiController.EolProductSummary;
import io.amparo.eol.feed.EolApiController.EolRelease;
import io.amparo.eol.feed.EolApiController.EolReleaseResponse;
import io.amparo.eol.feed.EolApiController.EolUri;
import io.amparo.eol.feed.EolApiController.EolUriList;
import io.amparo.eol.feed.EolApiController.EolVersion;
import io.amparo.eol.product.CatalogueProduct;
import io.amparo.eol.product.CatalogueProduct.Cycle;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates the responses of the API in the shape of endoflife.date, version 1. A release cycle is a minor version; its active
 * support is Professional Support (R5.1).
 */
final class EolApiResponses {
    private static final String SCHEMA_VERSION = "1.1.0";
    private static final String ACTIVE_SUPPORT = "Professional Support";
    private static final String END_OF_LIFE = "Maintenance";

    private final String url;
    private final LocalDate today;

    /** @param url address of the API, without a slash at its end */
    EolApiResponses(String url, LocalDate today) {
        this.url = url;
        this.today = today;
    }

    EolUriList index() {
        return new EolUriList(SCHEMA_VERSION, 1, List.of(new EolUri("products", url + "/products")));
    }

    EolProductList list(List<CatalogueProduct> products) {
        return new EolProductList(SCHEMA_VERSION, products.size(),
                products.stream().map(product -> new EolProductSummary(product.id(), product.name(), List.of(), product.line(),
                        List.of(product.line()), uri(product))).toList());
    }

    EolFullProductList fullList(List<CatalogueProduct> products) {
        return new EolFullProductList(SCHEMA_VERSION, products.size(), products.stream().map(this::details).toList());
    }

    EolProductResponse product(CatalogueProduct product) {
        return new EolProductResponse(SCHEMA_VERSION, product.changedAt(), details(product));
    }

    EolReleaseResponse release(CatalogueProduct product, Cycle cycle) {
        return new EolReleaseResponse(SCHEMA_VERSION, toRelease(product, cycle));
    }

    private EolProduct details(CatalogueProduct product) {
        return new EolProduct(product.id(), product.name(), List.of(), product.line(), List.of(product.line()), null, List.of(),
                new EolLabels(ACTIVE_SUPPORT, null, END_OF_LIFE, null), new EolLinks(null, uri(product), null),
                product.cycles().stream().map(cycle -> toRelease(product, cycle)).toList());
    }

    private EolRelease toRelease(CatalogueProduct product, Cycle cycle) {
        var ended = hasCome(product.endOfLife());
        return new EolRelease(cycle.name(), null, cycle.name(), cycle.releasedOn(), false, null, hasCome(cycle.supportEnds()),
                cycle.supportEnds(), ended, product.endOfLife(), !ended, new EolVersion(cycle.latest(), cycle.latestOn(), null));
    }

    private boolean hasCome(@Nullable LocalDate day) {
        return day != null && !day.isAfter(today);
    }

    private String uri(CatalogueProduct product) {
        return url + "/products/" + product.id();
    }
}
