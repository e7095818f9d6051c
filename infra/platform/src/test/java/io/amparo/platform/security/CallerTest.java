package io.amparo.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amparo.platform.web.ApiException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The companies for which a caller acts. */
class CallerTest {
    private static final Caller NOBODY = caller(List.of());
    private static final Caller ANA = caller(NamedContact.of("acme-ana", new Company("acme", true), List.of()).companies());
    private static final Caller DIEGO = caller(
            NamedContact.of("cobalt-diego", new Company("cobalt", true), List.of("acme", "borealis")).companies());

    private static Caller caller(List<Company> companies) {
        return new Caller("id", "subject", "person@cobalt.example", "Person", Set.of(), companies, null);
    }

    @Test
    void the_own_company_is_first_and_only_there_a_contact_administers() {
        assertThat(DIEGO.company()).isEqualTo(new Company("cobalt", true));
        assertThat(DIEGO.isAdministratorOf("cobalt")).isTrue();
        assertThat(DIEGO.isContactOf("acme")).isTrue();
        assertThat(DIEGO.isAdministratorOf("acme")).isFalse();
        assertThat(DIEGO.isAdministratorOf("delta")).isFalse();
    }

    @Test
    void the_only_company_is_the_default_and_of_several_one_is_required() {
        assertThat(ANA.companyFor("customer", null)).isEqualTo("acme");
        assertThat(DIEGO.companyFor("customer", "borealis")).isEqualTo("borealis");

        var refused = catchThrowableOfType(ApiException.class, () -> DIEGO.companyFor("customer", null));
        assertThat(refused.status().value()).isEqualTo(422);
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.field() + " " + error.code()).isEqualTo("customer required");
            assertThat(error.allowed()).containsExactly("cobalt", "acme", "borealis");
        });
    }

    @Test
    void another_company_is_forbidden() {
        assertThatThrownBy(() -> ANA.companyFor("customer", "cobalt")).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> NOBODY.companyFor("customer", null)).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> DIEGO.companiesAmong(Set.of("acme", "delta"))).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> NOBODY.companiesAmong(null)).isInstanceOf(ForbiddenException.class);
    }

    @Test
    void a_list_is_about_all_companies_or_those_of_its_filter() {
        assertThat(DIEGO.companiesAmong(null)).containsExactlyInAnyOrder("cobalt", "acme", "borealis");
        assertThat(DIEGO.companiesAmong(Set.of())).hasSize(3);
        assertThat(DIEGO.companiesAmong(Set.of("acme"))).containsExactly("acme");
    }
}
