package io.amparo.notification.campaign;

import io.amparo.notification.delivery.CampaignMails;
import io.amparo.notification.delivery.CampaignMails.CampaignMail;
import io.amparo.notification.page.ConfirmationPage;
import io.amparo.notification.page.ConfirmationPage.Step;
import io.amparo.platform.security.Callers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page to which a mail about an end of life leads. The token is the right to confirm the notice for its recipient. */
@RestController
@RequestMapping(path = "/api/v1/notices", produces = MediaType.TEXT_HTML_VALUE)
@Callers(Callers.PUBLIC)
class NoticeController {
    private final NoticeLinks links;
    private final CampaignMails mails;
    private final Reactions reactions;
    private final ConfirmationPage page;
    private final Clock clock;

    NoticeController(NoticeLinks links, CampaignMails mails, Reactions reactions, ConfirmationPage noticePage, Clock clock) {
        this.links = links;
        this.mails = mails;
        this.reactions = reactions;
        this.page = noticePage;
        this.clock = clock;
    }

    @GetMapping("/{token}")
    @Operation(summary = "Read the page that asks to confirm a notice", description = "Records that the link was opened.")
    ResponseEntity<String> getNoticePage(HttpMethod method, @PathVariable String token,
            @Parameter(hidden = true) Locale language) {
        var mail = find(token);
        if (mail.isEmpty()) return page.response(HttpStatus.NOT_FOUND, Step.UNKNOWN, language);
        if (method.equals(HttpMethod.HEAD)) return page.response(HttpStatus.OK, Step.ASK, language, product(mail.get()));
        var reaction = reactions.react(mail.get(), "read", each -> each.read(clock.instant()));
        return page.response(HttpStatus.OK, reaction.acknowledgedAt() == null ? Step.ASK : Step.DONE, language,
                product(mail.get()));
    }

    @PostMapping("/{token}")
    @Operation(summary = "Confirm a notice", description = "Idempotent; the first time counts.")
    ResponseEntity<String> confirmNotice(@PathVariable String token, @Parameter(hidden = true) Locale language) {
        var mail = find(token);
        if (mail.isEmpty()) return page.response(HttpStatus.NOT_FOUND, Step.UNKNOWN, language);
        reactions.react(mail.get(), "acknowledge", each -> each.acknowledged(clock.instant()));
        return page.response(HttpStatus.OK, Step.DONE, language, product(mail.get()));
    }

    private Optional<CampaignMail> find(String token) {
        return links.mailOf(token).flatMap(mails::find);
    }

    private static String product(CampaignMail mail) {
        return mail.about().label();
    }
}
