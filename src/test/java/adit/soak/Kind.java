package adit.soak;

import java.io.IOException;

/** The visits that there are, and how often each comes. */
enum Kind {
    TWO_WAY(4),
    EARLY(3),
    CLIENT_FIRST(3),
    TARGET_FIRST(3),
    DRIP(1),
    EXCHANGES(4),
    CUT_BY_CLIENT(2),
    CUT_BY_TARGET(2),
    CUT_BY_OPERATOR(1),
    CUT_BY_BOTH(1),
    ABSENT_TARGET(1),
    DENIED_TARGET(1),
    RESETTING_TARGET(1),
    GARBAGE(1),
    HALF_HEAD(1),
    NO_WORD(1);

    private static final int WEIGHTS = weights();

    private final int weight;

    Kind(int weight) {
        this.weight = weight;
    }

    private static int weights() {
        int sum = 0;
        for (Kind kind : values()) {
            sum += kind.weight;
        }
        return sum;
    }

    /** The one that the seed chooses for the scene. */
    static Kind of(Scene scene) {
        int left = scene.random.nextInt(WEIGHTS);
        for (Kind kind : values()) {
            left -= kind.weight;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException();
    }

    void happen(Scene scene) throws IOException {
        switch (this) {
            case TWO_WAY -> WholeVisits.twoWay(scene);
            case EARLY -> WholeVisits.early(scene);
            case CLIENT_FIRST -> WholeVisits.clientFirst(scene);
            case TARGET_FIRST -> WholeVisits.targetFirst(scene);
            case DRIP -> WholeVisits.drip(scene);
            case EXCHANGES -> WholeVisits.exchanges(scene);
            case CUT_BY_CLIENT -> CutVisits.byTheClient(scene);
            case CUT_BY_TARGET -> CutVisits.byTheTarget(scene);
            case CUT_BY_OPERATOR -> CutVisits.byTheOperator(scene);
            case CUT_BY_BOTH -> CutVisits.byBoth(scene);
            case ABSENT_TARGET -> VainVisits.absentTarget(scene);
            case DENIED_TARGET -> VainVisits.deniedTarget(scene);
            case RESETTING_TARGET -> VainVisits.resettingTarget(scene);
            case GARBAGE -> VainVisits.garbage(scene);
            case HALF_HEAD -> VainVisits.halfHead(scene);
            case NO_WORD -> VainVisits.noWord(scene);
        }
    }
}
