package io.amparo.testkit;

import io.amparo.clients.People;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The people of the demonstration data, as callers of an API. */
public enum Persona {
    ANA("acme-ana", People.ANA, "Ana Souza"), BRUNO("acme-bruno", People.BRUNO, "Bruno Lima"),
    ERIKA(null, People.ERIKA, "Erika Nunes"), CARLA("borealis-carla", People.CARLA, "Carla Dias"),
    DAVI(null, People.DAVI, "Davi Rocha"), DIEGO("cobalt-diego", People.DIEGO, "Diego Ruiz"),
    FABIO(null, People.FABIO, "Fabio Melo", "agent"), GISELE(null, People.GISELE, "Gisele Prado", "manager"),
    HEITOR(null, People.HEITOR, "Heitor Alves", "product-manager"), IARA(null, People.IARA, "Iara Campos", "admin");

    private final @Nullable String contactId;

    private final String email;
    private final String fullName;
    private final List<String> roles;

    Persona(@Nullable String contactId, String email, String fullName, String... roles) {
        this.contactId = contactId;
        this.email = email;
        this.fullName = fullName;
        this.roles = Arrays.asList(roles);
    }

    /** Returns the subject of the tokens of this person. */
    public String subject() {
        return "user-" + name();
    }

    /** Returns the person id: the contact id of a named contact, for all others the subject. */
    public String id() {
        return contactId == null ? subject() : contactId;
    }

    public String email() {
        return email;
    }

    public String fullName() {
        return fullName;
    }

    public List<String> roles() {
        return roles;
    }
}
