package adit.net;

import adit.auth.Authenticator;
import org.apache.mina.core.filterchain.IoFilterChain;

/** What a request passes before its target is looked up. Shared by all sessions. */
final class DecidingFilters {
    private final IntakeFilter intake = new IntakeFilter();
    private final ClientLimitFilter clientLimit = new ClientLimitFilter();
    private final AuthenticationFilter authentication;
    private final BlockListFilter blockList = new BlockListFilter();
    private final PolicyFilter policy = new PolicyFilter();
    private final RequestLimitFilter requestLimit = new RequestLimitFilter();

    DecidingFilters(Authenticator authenticator) {
        authentication = new AuthenticationFilter(authenticator);
    }

    /** Behind the filters that find out what is asked for; each in its turn may refuse. */
    void addTo(IoFilterChain chain) {
        chain.addLast("intake", intake);
        chain.addLast("clientLimit", clientLimit);
        chain.addLast("authentication", authentication);
        chain.addLast("blockList", blockList);
        chain.addLast("policy", policy);
        chain.addLast("requestLimit", requestLimit);
    }
}
