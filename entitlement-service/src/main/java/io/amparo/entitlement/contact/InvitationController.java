package io.amparo.entitlement.contact;

import io.amparo.entitlement.contact.ContactController.ContactResponse;
import io.amparo.entitlement.contract.ListedContact;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.web.ApiException;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the invited person, who signs in with the verified address that was invited. */
@RestController
@RequestMapping("/api/v1/invitations")
class InvitationController {
    private final AcceptInvitation acceptInvitation;

    InvitationController(AcceptInvitation acceptInvitation) {
        this.acceptInvitation = acceptInvitation;
    }

    /** An unknown, withdrawn and expired invitation have the same answer. */
    @PostMapping("/{token}")
    @Callers(value = Callers.PERSON, staff = {})
    @Operation(summary = "Accept an invitation, and become a contact of the company")
    ContactResponse acceptInvitation(Caller caller, @PathVariable String token) {
        return acceptInvitation.handle(new AcceptInvitation.Command(token, caller.email())).map(ListedContact::named)
                .map(ContactResponse::of).orElseThrow(() -> ApiException.of(HttpStatus.NOT_FOUND, "invitation-unknown"));
    }
}
