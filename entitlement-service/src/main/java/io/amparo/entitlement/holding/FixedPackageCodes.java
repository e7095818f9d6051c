package io.amparo.entitlement.holding;

import java.util.Set;
import java.util.TreeSet;

/** The 14 packages of the policy (R6.1) as constants, until the policy is read as data. */
final class FixedPackageCodes implements PackageCodes {
    private static final Set<String> CODES = Set.of("ajuste-fino", "ambiente-de-homologacao", "ambiente-de-alta-disponibilidade",
            "ambiente-com-balanceamento-de-carga", "atualizacoes-de-ambiente", "consultor-exclusivo", "fast-track-de-instalacao",
            "hotline-suporte", "incidente-24x7", "monitoramento-pro-ativo", "requisicoes-de-servico", "suporte-a-msp",
            "visita-on-site", "webinar-release");

    @Override
    public Set<String> known() {
        return new TreeSet<>(CODES);
    }
}
