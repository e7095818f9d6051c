package io.amparo.knowledge.article;

import io.amparo.events.product.ReleaseVersion;
import io.amparo.knowledge.article.Content.VersionRange;
import io.amparo.knowledge.product.Product;
import io.amparo.knowledge.product.Products;
import io.amparo.platform.web.ApiException.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks that products and releases named by articles exist in the catalogue; a change log requires both (R2.3). The catalogue
 * may change later, so the same check finds the articles that do not agree with it any more.
 */
final class CatalogueValidator {
    private final Products products;

    CatalogueValidator(Products products) {
        this.products = products;
    }

    List<FieldError> fieldErrors(Content content) {
        return fieldErrors(content, Optional.ofNullable(content.product()).flatMap(products::lookUp).orElse(null));
    }

    /** Whether the catalogue has no such product or release (any more). */
    boolean isMismatch(Content content) {
        return content.product() != null && fieldErrors(content).stream().anyMatch(error -> error.code().startsWith("unknown-"));
    }

    /** @param product catalogue entry of the product named in the content; null if the catalogue has none */
    static List<FieldError> fieldErrors(Content content, @Nullable Product product) {
        var errors = new ArrayList<FieldError>();
        var range = content.appliesTo();
        var required = content.kind() == ArticleKind.CHANGE_LOG || content.release() != null || range != null;
        if (content.product() == null && required)
            errors.add(new FieldError("product", "required"));
        else if (content.product() != null && product == null) errors.add(new FieldError("product", "unknown-product"));
        if (content.release() == null && content.kind() == ArticleKind.CHANGE_LOG)
            errors.add(new FieldError("release", "required"));
        else if (content.release() != null && product != null
                && ReleaseVersion.parse(content.release()).filter(product.releases()::contains).isEmpty())
            errors.add(new FieldError("release", "unknown-release"));
        if (range != null) errors.addAll(fieldErrors(range));
        return errors;
    }

    private static List<FieldError> fieldErrors(VersionRange range) {
        var errors = new ArrayList<FieldError>();
        var from = VersionRange.parse(range.from());
        var to = VersionRange.parse(range.to());
        if (range.from() != null && from.isEmpty()) errors.add(new FieldError("appliesTo.from", "malformed"));
        if (range.to() != null && to.isEmpty()) errors.add(new FieldError("appliesTo.to", "malformed"));
        if (from.isPresent() && to.isPresent() && from.get().compareMinor(to.get()) > 0)
            errors.add(new FieldError("appliesTo.to", "before-first-version"));
        return errors;
    }
}
