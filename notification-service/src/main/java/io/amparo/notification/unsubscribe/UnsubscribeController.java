package io.amparo.notification.unsubscribe;

import io.amparo.notification.delivery.MailSubscription;
import io.amparo.notification.page.ConfirmationPage;
import io.amparo.notification.preference.Preferences;
import io.amparo.platform.security.Callers;
import io.amparo.platform.web.ApiException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Ends the mails of one kind to the recipient of a mail. The token is the right to do so; who has none learns nothing. A GET
 * changes nothing, because programs follow links of mails before people do.
 */
@RestController
@RequestMapping("/api/v1/unsubscribe")
@Callers(Callers.PUBLIC)
class UnsubscribeController {
    private static final String UNSUBSCRIBE = "endMails";
    private static final String SUMMARY = "End the mails of this kind (RFC 8058)";
    private static final String DESCRIPTION = "Idempotent. Mail programs send `List-Unsubscribe=One-Click` as a form; the body has "
            + "no meaning. The answer is the same whether the recipient is known or not.";

    private final MailSubscription subscriptions;
    private final Preferences preferences;
    private final ConfirmationPage page;

    UnsubscribeController(MailSubscription subscriptions, Preferences preferences, ConfirmationPage unsubscribePage) {
        this.subscriptions = subscriptions;
        this.preferences = preferences;
        this.page = unsubscribePage;
    }

    /** A changed link is a page as well: the reader has followed it. */
    @GetMapping(path = "/{token}", produces = MediaType.TEXT_HTML_VALUE)
    @Operation(summary = "Read the page that asks whether to end the mails")
    ResponseEntity<String> getUnsubscribePage(@PathVariable String token, @Parameter(hidden = true) Locale language) {
        return subscriptions.isSigned(token)
                ? page.response(HttpStatus.OK, ConfirmationPage.Step.ASK, language)
                : page.response(HttpStatus.NOT_FOUND, ConfirmationPage.Step.UNKNOWN, language);
    }

    @PostMapping(path = "/{token}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = UNSUBSCRIBE, summary = SUMMARY, description = DESCRIPTION)
    @ApiResponse(responseCode = "204", description = "The mails have ended")
    ResponseEntity<Void> unsubscribe(@PathVariable String token) {
        if (!end(token)) throw ApiException.notFound();
        return ResponseEntity.noContent().build();
    }

    @PostMapping(path = "/{token}", produces = MediaType.TEXT_HTML_VALUE)
    @Operation(operationId = UNSUBSCRIBE, summary = SUMMARY, description = DESCRIPTION)
    ResponseEntity<String> unsubscribeOnPage(@PathVariable String token, @Parameter(hidden = true) Locale language) {
        return end(token)
                ? page.response(HttpStatus.OK, ConfirmationPage.Step.DONE, language)
                : page.response(HttpStatus.NOT_FOUND, ConfirmationPage.Step.UNKNOWN, language);
    }

    /** @return false if the token is not signed */
    private boolean end(String token) {
        if (!subscriptions.isSigned(token)) return false;
        subscriptions.find(token).ifPresent(found -> preferences.unsubscribe(found.person(), found.kind()));
        return true;
    }
}
