package io.amparo.testkit;

import java.util.Arrays;
import java.util.List;

/** The people of the demonstration data, as callers of an API. */
public enum Persona {
    ANA("ana@acme.example", "Ana Souza"), BRUNO("bruno@acme.example", "Bruno Lima"), ERIKA("erika@acme.example", "Erika Nunes"),
    CARLA("carla@borealis.example", "Carla Dias"), DAVI("davi@community.example", "Davi Rocha"),
    FABIO("fabio@opservices.example", "Fabio Melo", "agent"), GISELE("gisele@opservices.example", "Gisele Prado", "manager"),
    HEITOR("heitor@opservices.example", "Heitor Alves", "product-manager"),
    IARA("iara@opservices.example", "Iara Campos", "admin");

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
