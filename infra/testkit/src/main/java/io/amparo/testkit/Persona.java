package io.amparo.testkit;

import io.amparo.clients.People;
import java.util.Arrays;
import java.util.List;

/** The people of the demonstration data, as callers of an API. */
public enum Persona {
    ANA(People.ANA, "Ana Souza"), BRUNO(People.BRUNO, "Bruno Lima"), ERIKA(People.ERIKA, "Erika Nunes"),
    CARLA(People.CARLA, "Carla Dias"), DAVI(People.DAVI, "Davi Rocha"), DIEGO(People.DIEGO, "Diego Ruiz"),
    FABIO(People.FABIO, "Fabio Melo", "agent"), GISELE(People.GISELE, "Gisele Prado", "manager"),
    HEITOR(People.HEITOR, "Heitor Alves", "product-manager"), IARA(People.IARA, "Iara Campos", "admin");

    private final String email;
    private final String fullName;
    private final List<String> roles;

    Persona(String email, String fullName, String... roles) {
        this.email = email;
        this.fullName = fullName;
        this.roles = Arrays.asList(roles);
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
