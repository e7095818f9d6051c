package io.amparo.sla.migration;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.EventOrigin;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.Page;
import io.amparo.sla.calendar.ZoneTables;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.ledger.SwitchOutcome;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.Migration.Request;
import io.amparo.sla.migration.MigrationKind.TermsMigration;
import io.amparo.sla.migration.MigrationKind.Undo;
import io.amparo.sla.migration.MigrationResponse.Item;
import io.amparo.sla.migration.TicketImpact.Effect;
import io.amparo.sla.plan.PublishedPolicies;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
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
    /** {@code dryRun} makes only the preview, which is then applied like any other. */
    record UndoRequest(@Nullable Boolean dryRun, @Nullable String reason) {}

    record MigrationDetailResponse(@JsonUnwrapped MigrationResponse migration, List<Item> items, @Nullable String next,
            int limit) {}

    /** @param position page and index in the preview */
    private record Row(Cursor position, Item item) {}

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
    @Operation(summary = "List the migrations, newest first")
    Page<MigrationResponse> listMigrations(@Valid @ParameterObject Page.Request pageRequest) {
        var after = pageRequest.after() == null
                ? null
                : migrations.find(pageRequest.after()).orElseThrow(MigrationController::invalidCursor);
        return pageRequest.of(migrations.latest(after == null ? null : after.state(), pageRequest.limit() + 1), Migration::id)
                .map(MigrationResponse::of);
    }

    /** Returns a migration and its effect on each clock, in pages; {@code effect} filters the clocks. */
    @GetMapping("/{id}")
    @Operation(summary = "Read a migration and its effect on each clock, in the order of its preview")
    MigrationDetailResponse getMigration(@PathVariable String id, @RequestParam(required = false) @Nullable Effect effect,
            @Valid @ParameterObject Page.Request pageRequest) {
        var migration = found(id);
        var page = pageRequest.of(rows(migration, effect, pageRequest), row -> row.position().toString());
        return new MigrationDetailResponse(MigrationResponse.of(migration), page.items().stream().map(Row::item).toList(),
                page.next(), page.limit());
    }

    @PostMapping
    @Operation(summary = "Preview a migration, or apply its preview")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<MigrationResponse> beginMigration(Caller caller, IdempotencyKey key, @RequestBody MigrationRequest request) {
        if (!request.isPreview()) return accepted(apply(request));
        var kind = request.kind(policies, customers::find);
        // Zone tables must be stored before any clock counts in the zone.
        if (kind instanceof TermsMigration terms) zones.ensureStored(terms.agreed().zone());
        var id = key.id(caller, "migration");
        return insert(id, kind, new Request(caller.person(), request.checkedReason(), false, clock.instant(), origin(id)));
    }

    @PostMapping("/{id}/undo")
    @Operation(summary = "Undo an applied migration")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<MigrationResponse> undoMigration(Caller caller, IdempotencyKey key, @PathVariable String id,
            @RequestBody UndoRequest request) {
        var undone = found(id);
        if (undone.phase() != Phase.APPLIED) throw ApiException.conflict("not-applied");
        var undoId = key.id(caller, "undo/" + id);
        return insert(undoId, new Undo(id, undone.kind()), new Request(caller.person(), MigrationRequest.reason(request.reason()),
                !Boolean.TRUE.equals(request.dryRun()), clock.instant(), origin(undoId)));
    }

    private EventOrigin origin(String id) {
        return migrations.currentOrigin(SwitchOutcome.causeOf(id));
    }

    private ResponseEntity<MigrationResponse> insert(String id, MigrationKind kind, Request request) {
        migrations.insert(id, "by/" + request.by(), Migration.begin(id, kind, request));
        return accepted(found(id));
    }

    /** Applies a preview; a repeated request applies it once. */
    private Migration apply(MigrationRequest request) {
        if (request.previewToken() == null) throw ApiException.malformed("previewToken", "required");
        var id = request.previewToken().split("\\.", 2)[0];
        var previewed = migrations.find(id).map(Versioned::state)
                .filter(it -> it.previewToken().filter(request.previewToken()::equals).isPresent() && request.matches(it.kind()))
                .orElseThrow(() -> ApiException.conflict("preview-stale"));
        if (previewed.phase() == Phase.PREVIEWED) {
            if (previewed.isStale(clock.instant()) || migrations.appliedSince(previewed.kind(), previewed.request().begunAt())
                    || hasContractChanged(previewed.kind()))
                throw ApiException.conflict("preview-stale");
            migrations.update(id, "apply", known -> known.apply(origin(id), clock.instant()));
        }
        return found(id);
    }

    private boolean hasContractChanged(MigrationKind kind) {
        return kind instanceof TermsMigration terms
                && customers.find(terms.customerId()).filter(known -> known.terms().equals(terms.replaces())).isEmpty();
    }

    private List<Row> rows(Migration migration, @Nullable Effect effect, Page.Request pageRequest) {
        var rows = new ArrayList<Row>();
        var after = Cursor.parse(pageRequest.after());
        int firstPage = after == null ? 0 : after.firstAsNumber();
        int lastIndex = after == null ? -1 : after.secondAsNumber();
        for (int page = firstPage; page < migration.preview().pages() && rows.size() <= pageRequest.limit(); page++) {
            int index = 0;
            for (var impact : pages.page(migration.id(), page).orElseThrow().tickets()) for (var clockImpact : impact.clocks()) {
                var position = new Cursor(Integer.toString(page), Integer.toString(index));
                boolean isAfter = page > firstPage || index > lastIndex;
                if (isAfter && (effect == null || effect == clockImpact.effect()))
                    rows.add(new Row(position, Item.of(impact, clockImpact)));
                index++;
            }
        }
        return rows.size() <= pageRequest.limit() ? rows : rows.subList(0, pageRequest.limit() + 1);
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
