package io.amparo.entitlement.order;

import io.amparo.events.FieldLimits;
import io.amparo.events.Vocabulary.OrderKind;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order in JSON. Each kind has its own fields; a field of another kind is refused. */
@Adapter
record OrderRequest(@NotNull OrderKind kind,
        @Schema(description = "Customer for whom it is ordered; required for staff and for a contact of several companies") @Nullable @Pattern(regexp = "[a-z0-9-]+") @Size(max = FieldLimits.CUSTOMER_ID) String customer,
        @Schema(description = "Single incidents of VOUCHER; 1 by default") @Nullable @Min(1) @Max(OrderRequest.MAX_VOUCHERS) Integer vouchers,
        @Schema(description = "Package of PACKAGE, required") @Nullable @Size(max = FieldLimits.PACKAGE_CODE) String packageCode,
        @Schema(description = "Units of PACKAGE, required if the package counts units") @Nullable @Min(1) @Max(FieldLimits.PACKAGE_UNITS) Integer units,
        @Schema(description = "Minutes of HOURS, required") @Nullable @Min(1) @Max(OrderRequest.MAX_MINUTES) Integer minutes,
        @Schema(description = "Consultancy service of HOURS that the vendor delivers at an agreed time; none for a balance of hours") @Nullable @Size(max = FieldLimits.PACKAGE_CODE) String service,
        @Schema(description = "Product of MIGRATION_HELP, required") @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
        @Schema(description = "Edition of CONTRACT_CHANGE; that of the contract by default") @Nullable @Size(max = FieldLimits.PACKAGE_CODE) String edition,
        @Schema(description = "First day that is wanted") @Nullable LocalDate validFrom,
        @Schema(description = "Last day that is wanted, included") @Nullable LocalDate validTo,
        @Schema(description = "What it is for") @Nullable @Size(max = FieldLimits.REASON) String reason) {
    static final int MAX_VOUCHERS = 100;
    /** About 19 years of work. */
    static final int MAX_MINUTES = 1_000_000;

    /** @throws ApiException 422 that names each field that belongs to another kind, or is missing */
    void validate(boolean hasCustomer) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("vouchers", vouchers);
        values.put("packageCode", packageCode);
        values.put("units", units);
        values.put("minutes", minutes);
        values.put("service", service);
        values.put("product", product);
        values.put("edition", edition);
        values.put("validFrom", validFrom);
        values.put("validTo", validTo);
        var errors = new ArrayList<FieldError>();
        values.forEach((field, value) -> {
            if (value != null && !fields().contains(field)) errors.add(new FieldError(field, "not-with-kind"));
        });
        var required = required(hasCustomer);
        if (required != null && values.get(required) == null) errors.add(new FieldError(required, "required"));
        if (validFrom != null && validTo != null && validTo.isBefore(validFrom))
            errors.add(new FieldError("validTo", "before-begin"));
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
    }

    private List<String> fields() {
        return switch (kind) {
            case VOUCHER -> List.of("vouchers", "validFrom", "validTo");
            case PACKAGE -> List.of("packageCode", "units", "validFrom", "validTo");
            case HOURS -> List.of("minutes", "service", "validFrom", "validTo");
            case MIGRATION_HELP -> List.of("product");
            case CONTRACT_CHANGE -> List.of("edition", "validFrom", "validTo");
        };
    }

    /** A person without a company has no edition that could stay. */
    private @Nullable String required(boolean hasCustomer) {
        return switch (kind) {
            case VOUCHER -> null;
            case PACKAGE -> "packageCode";
            case HOURS -> "minutes";
            case MIGRATION_HELP -> "product";
            case CONTRACT_CHANGE -> hasCustomer ? null : "edition";
        };
    }
}
