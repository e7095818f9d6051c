package io.amparo.notification.alert;

import io.amparo.notification.alert.Alert.Hold;
import io.amparo.notification.alert.Alert.State;
import io.amparo.notification.alert.AlertGroups.Filter;
import io.amparo.notification.alert.AlertJson.AlertAcknowledgementRequest;
import io.amparo.notification.alert.AlertJson.AlertGroupResponse;
import io.amparo.notification.alert.AlertJson.AlertSnoozeRequest;
import io.amparo.notification.alert.AlertJson.AlertResponse;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Breach alerts, for those who read the SLA board. */
@RestController
@RequestMapping("/api/v1/breach-alerts")
@Staff({Role.AGENT, Role.MANAGER, Role.ADMIN})
class AlertController {
    private static final Duration MAX_SNOOZE = Duration.ofDays(7);
    private static final int GROUPS_PER_READ = 10;

    /** @param index of the alert in its group */
    private record Item(AlertGroup group, int index) {
        Alert alert() {
            return group.alerts().get(index);
        }
    }

    private final AlertGroups groups;
    private final AlertQueues queues;
    private final HoldAlerts holdAlerts;
    private final AlertProperties properties;
    private final Clock clock;

    AlertController(AlertGroups groups, AlertQueues queues, HoldAlerts holdAlerts, AlertProperties properties, Clock clock) {
        this.groups = groups;
        this.queues = queues;
        this.holdAlerts = holdAlerts;
        this.properties = properties;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "List the breach alerts, newest group first")
    Page<AlertResponse> listBreachAlerts(@RequestParam(required = false) @Nullable Set<State> state,
            @RequestParam(required = false) @Nullable String group, @RequestParam(required = false) @Nullable String customer,
            @Valid @ParameterObject Page.Request page) {
        return page
                .of(find(new Filter(state, group, customer), Cursor.parse(page.after()), page.limit() + 1),
                        last -> Cursor.of(last.group().openedAt(), last.group().id() + "/" + last.index()).toString())
                .map(item -> AlertResponse.of(item.alert(), item.group().id()));
    }

    /** Reads a few groups at a time, because a group may have hundreds of alerts. */
    private List<Item> find(Filter filter, @Nullable Cursor last, int limit) {
        var found = new ArrayList<Item>();
        var from = last == null ? null : new Cursor(last.first(), beforeSlash(last.second()));
        int skipped = last == null ? -1 : indexAfterSlash(last.second());
        var skippedGroup = from == null ? "" : from.second();
        while (true) {
            var read = groups.page(filter, from, GROUPS_PER_READ);
            for (var group : read) {
                int first = group.id().equals(skippedGroup) ? skipped + 1 : 0;
                for (int index = first; index < group.alerts().size() && found.size() < limit; index++)
                    if (filter.matches(group.alerts().get(index))) found.add(new Item(group, index));
            }
            if (found.size() == limit || read.size() < GROUPS_PER_READ) return found;
            skippedGroup = read.getLast().id();
            skipped = Integer.MAX_VALUE - 1;
            from = AlertGroups.position(read.getLast());
        }
    }

    private static String beforeSlash(String text) {
        return text.split("/", 2)[0];
    }

    private static int indexAfterSlash(String text) {
        var parts = text.split("/", 2);
        return parts.length < 2 ? -1 : new Cursor(parts[1], "").firstAsNumber();
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a breach alert")
    AlertResponse getBreachAlert(@PathVariable String id) {
        return response(groupOf(id), id);
    }

    @PostMapping("/{id}/acknowledgement")
    @Operation(summary = "Acknowledge an alert: neither it nor the next rung of its clock pages until the end", description = "An alert "
            + "that is resolved stays so.")
    AlertResponse acknowledgeBreachAlert(Caller caller, @PathVariable String id,
            @Valid @RequestBody AlertAcknowledgementRequest request) {
        return response(holdAlerts.hold(groupOf(id).id(), is(id), acknowledgement(caller, request)).state(), id);
    }

    @DeleteMapping("/{id}/acknowledgement")
    @Operation(summary = "End the acknowledgement or the snooze of an alert: it pages once more")
    AlertResponse releaseBreachAlert(@PathVariable String id) {
        return response(holdAlerts.release(groupOf(id).id(), is(id)).state(), id);
    }

    @PostMapping("/{id}/snooze")
    @Operation(summary = "Snooze an alert until an instant, at most seven days")
    AlertResponse snoozeBreachAlert(Caller caller, @PathVariable String id, @Valid @RequestBody AlertSnoozeRequest request) {
        return response(holdAlerts.hold(groupOf(id).id(), is(id), snooze(caller, request)).state(), id);
    }

    @GetMapping("/groups/{id}")
    @Operation(summary = "Read a group of alerts, with what the channels know of it")
    AlertGroupResponse getAlertGroup(@PathVariable String id) {
        return response(group(id));
    }

    @PostMapping("/groups/{id}/acknowledgement")
    @Operation(summary = "Acknowledge all alerts of a group that are not resolved")
    AlertGroupResponse acknowledgeAlertGroup(Caller caller, @PathVariable String id,
            @Valid @RequestBody AlertAcknowledgementRequest request) {
        return response(holdAlerts.hold(group(id).id(), _ -> true, acknowledgement(caller, request)).state());
    }

    @DeleteMapping("/groups/{id}/acknowledgement")
    @Operation(summary = "End the acknowledgements and snoozes of a group: it pages once more")
    AlertGroupResponse releaseAlertGroup(@PathVariable String id) {
        return response(holdAlerts.release(group(id).id(), _ -> true).state());
    }

    @PostMapping("/groups/{id}/snooze")
    @Operation(summary = "Snooze all alerts of a group that are not resolved")
    AlertGroupResponse snoozeAlertGroup(Caller caller, @PathVariable String id, @Valid @RequestBody AlertSnoozeRequest request) {
        return response(holdAlerts.hold(group(id).id(), _ -> true, snooze(caller, request)).state());
    }

    private static Predicate<Alert> is(String id) {
        return alert -> alert.id().equals(id);
    }

    private Hold acknowledgement(Caller caller, AlertAcknowledgementRequest request) {
        var now = clock.instant();
        var length = request.minutes() == null ? properties.acknowledgement() : Duration.ofMinutes(request.minutes());
        return new Hold(false, caller.person(), now, now.plus(length));
    }

    private Hold snooze(Caller caller, AlertSnoozeRequest request) {
        var now = clock.instant();
        if (!request.until().isAfter(now) || request.until().isAfter(now.plus(MAX_SNOOZE)))
            throw ApiException.invalid("until", "malformed");
        return new Hold(true, caller.person(), now, request.until());
    }

    private AlertGroup groupOf(String alertId) {
        return groups.ofAlert(alertId).orElseThrow(ApiException::notFound).state();
    }

    private AlertGroup group(String id) {
        return groups.find(id).orElseThrow(ApiException::notFound).state();
    }

    private static AlertResponse response(AlertGroup group, String alertId) {
        return AlertResponse.of(group.alert(alertId).orElseThrow(ApiException::notFound), group.id());
    }

    private AlertGroupResponse response(AlertGroup group) {
        return AlertGroupResponse.of(group, queues.ofGroup(group.id()));
    }
}
