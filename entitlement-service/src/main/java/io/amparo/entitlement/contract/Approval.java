package io.amparo.entitlement.contract;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's approval of a modification or integration, as proof (R9.C7).
 *
 * @param subject what was approved
 * @param approvedBy person of the vendor who approved
 * @param validTo last day on which it counts, included; null for no end
 */
public record Approval(String subject, String approvedBy, Instant approvedAt, @Nullable LocalDate validTo,
        @Nullable String note) {}
