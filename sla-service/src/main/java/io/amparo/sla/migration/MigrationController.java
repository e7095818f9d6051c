package io.amparo.sla.migration;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Page;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.sla.calendar.ZoneTables;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.MigrationResponse.Item;
import io.amparo.sla.migration.TicketImpact.Effect;
import io.amparo.sla.plan.PublishedPolicies;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Moves running clocks to another version of a plan, a calendar or the time zone data, or to terms agreed with a customer:
 * preview, apply, observe, undo. A contract change moves them without a request; its migration is observed and undone in the same
 * way.
 */
@RestController
@RequestMapping("/api/v1/sla/migrations")
@Staff({Role.MANAGER, Role.ADMIN})
class MigrationController {
    private static final Pattern KEY = Pattern.compile("(\\d{6,9})/\\d{6,9}");

    /** {@code dryRun} makes only the preview, which is then applied like any other. */
    record UndoRequest(@Nullable Boolean dryRun, @Nullable String reason) {}

    record MigrationDetailResponse(@JsonUnwrapped MigrationResponse migration, List<Item> items, @Nullable String next,
            int limit) {}

    private record Row(String key, Item item) {}

    private final Migrations migrations;
    private final PreviewPages pages;
    private final PublishedPolicies policies;
    private final Customers customers;
    private final ZoneTables zones;
    private final Clock clock;

    MigrationController(Migrations migrations, PreviewPages pages, PublishedPolicies policies, Customers customers,
            ZoneTables zones, Clock clock) {
        this.migrations = migrations;
        this.pages = pages;
        this.policies = policies;
        this.customers = customers;
        this.zones = zones;
        this.clock = clock;
    }

    /** Lists migrations in pages, the latest first. */
    @GetMapping
    Page<MigrationResponse> list(@Valid @ParameterObject Page.Request pageRequest) {
        var after = pageRequest.after() == null
                ? null
                : migrations.find(pageRequest.after()).orElseThrow(MigrationController::invalidCursor);
        return pageRequest.of(migrations.latest(after == null ? null : after.state(), pageRequest.limit() + 1), Migration::id)
                .map(MigrationResponse::of);
    }

    /** Returns a migration and its effect on each clock, in pages; {@code effect} filters the clocks. */
    @GetMapping("/{id}")
    MigrationDetailResponse read(@PathVariable String id, @RequestParam(required = false) @Nullable Effect effect,
            @Valid @ParameterObject Page.Request pageRequest) {
        var migration = found(id);
        var page = pageRequest.of(rows(migration, effect, pageRequest), Row::key);
        return new MigrationDetailResponse(MigrationResponse.of(migration), page.items().stream().map(Row::item).toList(),
                page.next(), page.limit());
    }

    @PostMapping
    ResponseEntity<MigrationResponse> begin(Caller caller, IdempotencyKey key, @RequestBody MigrationRequest request) {
        if (!request.isPreview()) return accepted(apply(request));
        var target = request.target(policies, customers::find);
        // Zone tables must be stored before any clock counts in the zone.
        if (target.agreed() != null) zones.ensureStored(target.agreed().zone());
        return insert(key.id(caller, "migration"), target, caller, request.checkedReason(), null, false);
    }

    @PostMapping("/{id}/undo")
    ResponseEntity<MigrationResponse> undo(Caller caller, IdempotencyKey key, @PathVariable String id,
            @RequestBody UndoRequest request) {
        var undone = found(id);
        if (undone.phase() != Phase.APPLIED) throw ApiException.conflict("not-applied");
        return insert(key.id(caller, "undo/" + id), undone.target().forUndo(), caller, MigrationRequest.reason(request.reason()),
                id, !Boolean.TRUE.equals(request.dryRun()));
    }

    private ResponseEntity<MigrationResponse> insert(String id, Target target, Caller caller, @Nullable String reason,
            @Nullable String undoes, boolean autoApply) {
        migrations.insert(id, "by/" + caller.person(),
                Migration.begin(id, target, caller.person(), reason, undoes, autoApply, clock.instant()));
        return accepted(found(id));
    }

    /** Applies a preview; a repeated request applies it once. */
    private Migration apply(MigrationRequest request) {
        if (request.previewToken() == null) throw ApiException.malformed("previewToken", "required");
        var id = request.previewToken().split("\\.", 2)[0];
        var previewed = migrations.find(id).map(Versioned::state).filter(
                it -> it.previewToken().filter(request.previewToken()::equals).isPresent() && request.matches(it.target()))
                .orElseThrow(() -> ApiException.conflict("preview-stale"));
        if (previewed.phase() == Phase.PREVIEWED) {
            if (previewed.isStale(clock.instant()) || migrations.appliedSince(previewed.target(), previewed.begunAt())
                    || hasContractChanged(previewed.target()))
                throw ApiException.conflict("preview-stale");
            migrations.update(id, "apply", known -> known.apply(clock.instant()));
        }
        return found(id);
    }

    private boolean hasContractChanged(Target target) {
        return target.replaces() != null
                && customers.find(target.id()).filter(known -> known.terms().equals(target.replaces())).isEmpty();
    }

    private List<Row> rows(Migration migration, @Nullable Effect effect, Page.Request pageRequest) {
        var rows = new ArrayList<Row>();
        var after = pageRequest.after() == null ? "" : pageRequest.after();
        for (int number = firstPage(after); number < migration.pages() && rows.size() <= pageRequest.limit(); number++) {
            int index = 0;
            for (var impact : pages.page(migration.id(), number).orElseThrow().tickets())
                for (var clockImpact : impact.clocks()) {
                    var key = "%06d/%06d".formatted(number, index++);
                    if (key.compareTo(after) > 0 && (effect == null || effect == clockImpact.effect()))
                        rows.add(new Row(key, Item.of(impact, clockImpact)));
                }
        }
        return rows.size() <= pageRequest.limit() ? rows : rows.subList(0, pageRequest.limit() + 1);
    }

    private static int firstPage(String after) {
        if (after.isEmpty()) return 0;
        var key = KEY.matcher(after);
        if (!key.matches()) throw invalidCursor();
        return Integer.parseInt(key.group(1));
    }

    private static ApiException invalidCursor() {
        return ApiException.invalid("cursor", "malformed");
    }

    private Migration found(String id) {
        return migrations.find(id).map(Versioned::state).orElseThrow(ApiException::notFound);
    }

    private ResponseEntity<MigrationResponse> accepted(Migration migration) {
        return ResponseEntity.accepted().location(URI.create("/api/v1/sla/migrations/" + migration.id()))
                .body(MigrationResponse.of(migration));
    }
}
