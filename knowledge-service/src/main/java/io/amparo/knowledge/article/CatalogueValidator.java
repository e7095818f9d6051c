package io.amparo.knowledge.article;

import io.amparo.events.product.ReleaseVersion;
import io.amparo.knowledge.product.Product;
import io.amparo.knowledge.product.Products;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks that products and releases named by articles exist in the catalogue; a change log requires both (R2.3). */
final class CatalogueValidator {
    private final Products products;

    CatalogueValidator(Products products) {
        this.products = products;
    }

    /** @throws ApiException naming each invalid field */
    void validate(Content content) {
        var product = Optional.ofNullable(content.product()).flatMap(products::find).orElse(null);
        var errors = fieldErrors(content, product);
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
    }

    /** @param product catalogue entry of the product named in the content; null if the catalogue has none */
    static List<FieldError> fieldErrors(Content content, @Nullable Product product) {
        var errors = new ArrayList<FieldError>();
        var required = content.kind() == ArticleKind.CHANGE_LOG || content.release() != null;
        if (content.product() == null && required)
            errors.add(new FieldError("product", "required"));
        else if (content.product() != null && product == null) errors.add(new FieldError("product", "unknown-product"));
        if (content.release() == null && content.kind() == ArticleKind.CHANGE_LOG)
            errors.add(new FieldError("release", "required"));
        else if (content.release() != null && product != null
                && ReleaseVersion.parse(content.release()).filter(product.releases()::contains).isEmpty())
            errors.add(new FieldError("release", "unknown-release"));
        return errors;
    }
}
