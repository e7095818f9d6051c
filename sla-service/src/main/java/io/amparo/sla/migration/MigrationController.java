package io.amparo.sla.migration;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiProblem;
import io.amparo.platform.web.Page;
import io.amparo.platform.web.RequestKey;
import io.amparo.sla.calendar.ZoneTables;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.MigrationAnswer.Item;
import io.amparo.sla.migration.Moving.Effect;
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
    record Undo(@Nullable Boolean dryRun, @Nullable String reason) {}

    record Answer(@JsonUnwrapped MigrationAnswer migration, List<Item> items, @Nullable String next, int limit) {}

    private record Row(String key, Item item) {}

    private final Migrations migrations;
    private final MovingPages pages;
    private final PublishedPolicies policies;
    private final Customers customers;
    private final ZoneTables zones;
    private final Clock clock;

    MigrationController(Migrations migrations, MovingPages pages, PublishedPolicies policies, Customers customers,
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
    Page<MigrationAnswer> list(@Valid @ParameterObject Page.Request wanted) {
        var after = wanted.after() == null ? null : migrations.find(wanted.after()).orElseThrow(MigrationController::notOurs);
        return wanted.of(migrations.latest(after == null ? null : after.state(), wanted.limit() + 1), Migration::id)
                .map(MigrationAnswer::of);
    }

    /** Returns a migration and its effect on each clock, in pages; {@code effect} filters the clocks. */
    @GetMapping("/{id}")
    Answer read(@PathVariable String id, @RequestParam(required = false) @Nullable Effect effect,
            @Valid @ParameterObject Page.Request wanted) {
        var migration = found(id);
        var page = wanted.of(rows(migration, effect, wanted), Row::key);
        return new Answer(MigrationAnswer.of(migration), page.items().stream().map(Row::item).toList(), page.next(),
                page.limit());
    }

    @PostMapping
    ResponseEntity<MigrationAnswer> begin(Caller caller, RequestKey key, @RequestBody MigrationText wish) {
        if (!wish.isPreview()) return accepted(applied(wish));
        var target = wish.target(policies, customers::find);
        // Zone tables must be stored before any clock counts in the zone.
        if (target.agreed() != null) zones.keep(target.agreed().zone());
        return begun(key.id(caller, "migration"), target, caller, wish.checkedReason(), null, false);
    }

    @PostMapping("/{id}/undo")
    ResponseEntity<MigrationAnswer> undo(Caller caller, RequestKey key, @PathVariable String id, @RequestBody Undo wish) {
        var undone = found(id);
        if (undone.phase() != Phase.APPLIED) throw ApiProblem.conflict("not-applied");
        return begun(key.id(caller, "undo/" + id), undone.target().back(), caller, MigrationText.reason(wish.reason()), id,
                !Boolean.TRUE.equals(wish.dryRun()));
    }

    private ResponseEntity<MigrationAnswer> begun(String id, Target target, Caller caller, @Nullable String reason,
            @Nullable String undoes, boolean atOnce) {
        migrations.insert(id, "by/" + caller.person(),
                Migration.begun(id, target, caller.person(), reason, undoes, atOnce, clock.instant()));
        return accepted(found(id));
    }

    /** Applies a preview; a repeated request applies it once. */
    private Migration applied(MigrationText wish) {
        if (wish.previewToken() == null) throw ApiProblem.malformed("previewToken", "required");
        var id = wish.previewToken().split("\\.", 2)[0];
        var previewed = migrations.find(id).map(Versioned::state)
                .filter(it -> it.previewToken().filter(wish.previewToken()::equals).isPresent() && wish.fits(it.target()))
                .orElseThrow(() -> ApiProblem.conflict("preview-stale"));
        if (previewed.phase() == Phase.PREVIEWED) {
            if (previewed.isStale(clock.instant()) || migrations.appliedSince(previewed.target(), previewed.begunAt())
                    || hasOtherContract(previewed.target()))
                throw ApiProblem.conflict("preview-stale");
            migrations.update(id, "apply", known -> known.applied(clock.instant()));
        }
        return found(id);
    }

    private boolean hasOtherContract(Target target) {
        return target.instead() != null
                && customers.find(target.id()).filter(known -> known.agreement().equals(target.instead())).isEmpty();
    }

    private List<Row> rows(Migration migration, @Nullable Effect effect, Page.Request wanted) {
        var rows = new ArrayList<Row>();
        var after = wanted.after() == null ? "" : wanted.after();
        for (int number = first(after); number < migration.pages() && rows.size() <= wanted.limit(); number++) {
            int index = 0;
            for (var moving : pages.page(migration.id(), number).orElseThrow().tickets()) for (var moved : moving.clocks()) {
                var key = "%06d/%06d".formatted(number, index++);
                if (key.compareTo(after) > 0 && (effect == null || effect == moved.effect()))
                    rows.add(new Row(key, Item.of(moving, moved)));
            }
        }
        return rows.size() <= wanted.limit() ? rows : rows.subList(0, wanted.limit() + 1);
    }

    private static int first(String after) {
        if (after.isEmpty()) return 0;
        var key = KEY.matcher(after);
        if (!key.matches()) throw notOurs();
        return Integer.parseInt(key.group(1));
    }

    private static ApiProblem notOurs() {
        return ApiProblem.invalid("cursor", "malformed");
    }

    private Migration found(String id) {
        return migrations.find(id).map(Versioned::state).orElseThrow(ApiProblem::notFound);
    }

    private ResponseEntity<MigrationAnswer> accepted(Migration migration) {
        return ResponseEntity.accepted().location(URI.create("/api/v1/sla/migrations/" + migration.id()))
                .body(MigrationAnswer.of(migration));
    }
}
