package io.amparo.entitlement.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.util.UriComponentsBuilder;

/** HTTP API of the import and export of customers as CSV. */
@RestController
@RequestMapping("/api/v1/customers")
@Staff(Role.ADMIN)
class TransferController {
    private static final String CSV = "text/csv";
    /** 20,000 lines of 200 bytes. */
    private static final int MAX_BYTES = 4_000_000;
    private static final int PAGE_SIZE = 200;

    record ImportErrorJson(@Schema(description = "Number of the line; the header is line 1") long line,
            @Schema(description = "Column") String field, @Schema(description = "Why, for programs") String reason,
            String message) {}

    record ImportResponse(String id, ImportState state, boolean dryRun, int lines,
            @Schema(description = "Lines that were read so far") int processed,
            @Schema(description = "New customers") int created,
            @Schema(description = "Existing customers that change") int changed,
            @Schema(description = "Lines that cannot be imported") int failed,
            @Schema(description = "The first 1,000 of them") List<ImportErrorJson> errors, Instant startedAt,
            Instant updatedAt) {}

    private final ImportCustomers importCustomers;
    private final ImportJobs jobs;
    private final Customers customers;
    private final LocalizedMessages messages;
    private final Clock clock;

    TransferController(ImportCustomers importCustomers, ImportJobs jobs, Customers customers, LocalizedMessages messages,
            Clock clock) {
        this.importCustomers = importCustomers;
        this.jobs = jobs;
        this.customers = customers;
        this.messages = messages;
        this.clock = clock;
    }

    @PostMapping(path = "/imports", consumes = CSV)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Import customers, periods, contacts and packages from CSV", description = "At most 20,000 lines with a "
            + "header. The column type of each line is customer, period, contact or package. A dry run stores nothing.", requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(mediaType = CSV, schema = @Schema(type = "string"))))
    @ApiResponse(responseCode = "202", description = "Accepted")
    @ApiResponse(responseCode = "413", description = "The body is too large")
    @ApiResponse(responseCode = "415", description = "The body is no CSV")
    ResponseEntity<ImportResponse> importCustomers(Caller caller, IdempotencyKey key,
            @Parameter(description = "Whether only the report is wanted") @RequestParam(defaultValue = "false") boolean dryRun,
            @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        var content = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) throw ApiException.of(HttpStatus.CONTENT_TOO_LARGE, "too-large");
        var job = importCustomers
                .handle(new ImportCustomers.Command(key.id(caller, "customer-import"), content, dryRun, caller.person()));
        var location = UriComponentsBuilder.fromPath("/api/v1/customers/imports/{id}").buildAndExpand(job.id()).toUri();
        return ResponseEntity.accepted().location(location).body(toResponse(job));
    }

    @GetMapping("/imports/{id}")
    @Operation(summary = "Read the progress and the report of an import")
    ImportResponse getImport(@PathVariable String id) {
        return jobs.find(id).map(this::toResponse).orElseThrow(ApiException::notFound);
    }

    @GetMapping(path = "/export", produces = CSV)
    @Operation(summary = "Export all customers as CSV in the columns of the import, by id")
    ResponseEntity<StreamingResponseBody> exportCustomers() {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(CSV + ";charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"customers.csv\"").body(target -> {
                    try (var table = CustomerCsv.printer(new OutputStreamWriter(target, UTF_8))) {
                        for (var page = customers.page("", PAGE_SIZE); !page.isEmpty(); page = customers.page(page.getLast().id(),
                                PAGE_SIZE))
                            for (var found : page) CustomerCsv.write(table, found.state());
                    }
                });
    }

    private ImportResponse toResponse(ImportJob job) {
        var errors = job.errors().stream().map(error -> new ImportErrorJson(error.line(), error.field(), error.code(),
                messages.get("field." + error.code(), error.arguments()))).toList();
        return new ImportResponse(job.id(), job.stateAt(clock.instant()), job.dryRun(), job.lines(), job.processed(),
                job.created(), job.changed(), job.failed(), errors, job.startedAt(), job.updatedAt());
    }
}
