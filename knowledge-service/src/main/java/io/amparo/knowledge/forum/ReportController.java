package io.amparo.knowledge.forum;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.forum.Reports.Report;
import io.amparo.knowledge.person.Participation;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of reports: everyone reports posts, the staff works on the queue. */
@RestController
@RequestMapping("/api/v1/forum")
class ReportController {
    /** @param post id of the post; null for the question */
    record PostReportRequest(@Nullable @Size(max = FieldLimits.FORUM_ID) String post, Reports.@NotNull Reason reason,
            @Nullable @Size(max = FieldLimits.FORUM_REASON) String text) {}

    record ReportDecisionRequest(Reports.@NotNull State state, @NotBlank @Size(max = FieldLimits.FORUM_REASON) String note) {}

    /**
     * A report.
     *
     * @param href path of the post
     * @param reporter id of the person in the forum, for the staff only
     * @param note reason of the decision
     */
    record PostReportResponse(String id, String topic, String post, String href, Reports.Reason reason, @Nullable String text,
            Reports.State state, Instant at, @Nullable String reporter, @Nullable String note, @Nullable String moderator,
            @Nullable Instant decidedAt) {
        static PostReportResponse of(Report r, boolean forStaff) {
            return new PostReportResponse(r.id(), r.topicId(), r.postId(),
                    "/api/v1/forum/topics/" + r.topicId() + "/posts/" + r.postId(), r.reason(), r.text(), r.state(), r.at(),
                    forStaff ? r.reporter() : null, forStaff ? r.note() : null, forStaff ? r.decidedBy() : null, r.decidedAt());
        }
    }

    private final VisibleTopics visible;
    private final Reports reports;
    private final Participation participation;
    private final Clock clock;

    ReportController(VisibleTopics visible, Reports reports, Participation participation, Clock clock) {
        this.visible = visible;
        this.reports = reports;
        this.participation = participation;
        this.clock = clock;
    }

    @PostMapping("/topics/{id}/reports")
    @Operation(summary = "Report a post to the moderation; a second report of the same post changes nothing")
    PostReportResponse reportPost(Caller caller, @PathVariable String id, @Valid @RequestBody PostReportRequest body) {
        var post = visible.findPost(visible.find(caller, id).state(), body.post() == null ? id : body.post());
        var reporter = participation.admit(caller).authorId();
        return PostReportResponse.of(reports.add(id, post.id(), reporter, body.reason(), body.text(), clock.instant()),
                caller.isStaff());
    }

    @GetMapping("/reports")
    @Staff
    @Operation(summary = "List the reports, oldest first")
    Page<PostReportResponse> listReports(@RequestParam(required = false) Reports.@Nullable State state,
            @Valid @ParameterObject Page.Request page) {
        return page.of(reports.page(state, Cursor.parse(page.after()), page.limit() + 1), Reports::cursor)
                .map(report -> PostReportResponse.of(report, true));
    }

    @PutMapping("/reports/{report}/state")
    @Staff
    @Operation(summary = "Decide a report without hiding the post; hiding a post upholds its reports")
    PostReportResponse decideReport(Caller caller, @PathVariable String report, @Valid @RequestBody ReportDecisionRequest body) {
        var found = reports.find(report).orElseThrow(ApiException::notFound);
        if (body.state() == Reports.State.OPEN)
            throw ApiException.invalidOneOf("state", List.of(Reports.State.UPHELD, Reports.State.REJECTED));
        if (!reports.decide(report, body.state(), body.note().strip(), caller.name(), clock.instant())
                && found.state() != body.state())
            throw ApiException.conflict("report-decided");
        return PostReportResponse.of(reports.find(report).orElseThrow(), true);
    }
}
