package io.amparo.entitlement.statement;

import io.amparo.entitlement.contract.ReadableCustomers;
import io.amparo.entitlement.ledger.EntryKind;
import io.amparo.entitlement.ledger.RefundCode;
import io.amparo.entitlement.statement.MonthlyStatement.Line;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP API of the monthly statement of consultancy hours, in the language of the request. Staff and the company's own contacts
 * read.
 */
@RestController
@RequestMapping("/api/v1/customers/{id}/hours/statements/{month}")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class StatementController {
    private static final String OPERATION = "getHoursStatement";
    private static final String SUMMARY = "Read the statement of a month of consultancy hours, oldest entry first";
    private static final String DESCRIPTION = "The month begins and ends in the zone of the customer. The closing balance is the "
            + "opening balance and the sum of all entries.";
    private static final String MONTH = "Year and month, such as 2026-11";

    record StatementLineResponse(OffsetDateTime at, EntryKind kind,
            @Schema(description = "Change of the balance in minutes") int minutes,
            @Schema(description = "Change of what is reserved, in minutes") int reserved,
            @Schema(description = "Balance of all lots after it") int balance,
            @Schema(description = "Minutes that were worked, before rounding; of a booking") @Nullable Integer workedMinutes,
            @Schema(description = "Number of the ticket") @Nullable String ticket,
            @Schema(description = "Person id; missing if the service itself made the entry") @Nullable String by,
            @Schema(description = "Why the service made a counter-entry") @Nullable RefundCode code, @Nullable String reason) {
        static StatementLineResponse of(Line line) {
            return new StatementLineResponse(line.at(), line.kind(), line.minutes(), line.reserved(), line.balance(),
                    line.workedMinutes(), line.ticket(), line.by(), line.code(), line.reason());
        }
    }

    record StatementResponse(String customer, String customerName, @Schema(example = "2026-11") String month, String zone,
            @Schema(description = "Worked minutes are rounded up to whole blocks of so many minutes") int blockMinutes,
            @Schema(description = "The rounding rule in the language of the request") String rounding, int openingBalance,
            List<StatementLineResponse> entries, int closingBalance) {}

    private final ReadableCustomers customers;
    private final PrepareStatement prepareStatement;
    private final StatementTexts texts;

    StatementController(ReadableCustomers customers, PrepareStatement prepareStatement, StatementTexts texts) {
        this.customers = customers;
        this.prepareStatement = prepareStatement;
        this.texts = texts;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = OPERATION, summary = SUMMARY, description = DESCRIPTION)
    StatementResponse getHoursStatement(Caller caller, @PathVariable String id,
            @Parameter(description = MONTH) @PathVariable YearMonth month) {
        var statement = prepare(caller, id, month);
        return new StatementResponse(statement.customerId(), statement.customerName(), statement.month().toString(),
                statement.zone(), statement.blockMinutes(), texts.rounding(statement), statement.openingBalance(),
                statement.lines().stream().map(StatementLineResponse::of).toList(), statement.closingBalance());
    }

    @GetMapping(produces = "text/csv")
    @Operation(operationId = OPERATION, summary = SUMMARY, description = DESCRIPTION)
    ResponseEntity<String> csv(Caller caller, @PathVariable String id,
            @Parameter(description = MONTH) @PathVariable YearMonth month) {
        var statement = prepare(caller, id, month);
        return attachment(statement, "text/csv;charset=UTF-8", "csv").body(StatementCsv.write(statement, texts));
    }

    @GetMapping(produces = MediaType.APPLICATION_PDF_VALUE)
    @Operation(operationId = OPERATION, summary = SUMMARY, description = DESCRIPTION)
    ResponseEntity<byte[]> pdf(Caller caller, @PathVariable String id,
            @Parameter(description = MONTH) @PathVariable YearMonth month) {
        var statement = prepare(caller, id, month);
        return attachment(statement, MediaType.APPLICATION_PDF_VALUE, "pdf").body(StatementPdf.write(statement, texts));
    }

    private MonthlyStatement prepare(Caller caller, String id, YearMonth month) {
        return prepareStatement.handle(customers.find(caller, id).state(), month);
    }

    private static ResponseEntity.BodyBuilder attachment(MonthlyStatement statement, String type, String extension) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(type)).header(HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"hours-%s-%s.%s\"".formatted(statement.customerId(), statement.month(), extension));
    }
}
