/* The rule `trust` (netsustain/rules/trust.py) by hand: what partners experience of each other moves their trust.
 *
 * The arguments are the rule's declaration: a column that is only read is const or passed by value, `ties` and
 * `members` are the live rows.
 */
#include <stdlib.h>

#include "portable.h"

enum { ACTIVE = 0 };
enum { TIE_EXPERIENCE = 11, AGREEMENT = 20 };

static inline double moved(double trust, double surprise, double gain, double loss)
{
    double better = higher(surprise, 0.0), worse = lower(surprise, 0.0);
    return higher(trust + gain * (1.0 - trust) * better + loss * trust * worse, 0.0);
}

static inline double settled(double personal, double institutional, double ceiling, double personal_share)
{
    return lower(personal_share * personal + (1.0 - personal_share) * institutional, ceiling);
}

void c_trust(
    int64_t members, int64_t ties,
    int64_t clock_month, int64_t clock_season,
    int64_t luck_seed_low, int64_t luck_seed_high, int64_t luck_replicate,
    const int64_t *restrict member_number, const int64_t *restrict member_status,
    const double *restrict member_effort, const int64_t *restrict member_project,
    const double *restrict member_priority, const double *restrict member_face_to_face,
    const double *restrict member_written, const double *restrict member_grabbed,
    const int64_t *restrict tie_a, const int64_t *restrict tie_b, const double *restrict goal_success,
    double network_funded_share, double network_role_clarity, double network_agreement,
    double lever_relationship_activities, double lever_two_way_feedback, double lever_mediation,
    double parameter_trust_gain, double parameter_loss_ratio, double parameter_early_breach,
    double parameter_experience_luck, double parameter_fulfilment_half, double parameter_project_weight,
    double parameter_institutional_rate, double parameter_breach_ceiling, double parameter_personal_share,
    double parameter_signing_chance, double parameter_visit_warmth, double parameter_feedback_warmth,
    double parameter_mediation_effect, double parameter_conflict_rate, double parameter_conflict_harm,
    double parameter_joint_chance, double parameter_strength_rate, double parameter_strength_effect,
    double parameter_at_work, double parameter_window_month,
    double *restrict tie_personal_ab, double *restrict tie_personal_ba,
    double *restrict tie_institutional_ab, double *restrict tie_institutional_ba,
    double *restrict tie_trust_ab, double *restrict tie_trust_ba,
    double *restrict tie_ceiling_ab, double *restrict tie_ceiling_ba,
    double *restrict tie_strength, double *restrict tie_age, double *restrict tie_youth,
    int64_t *restrict tie_formal, int64_t *restrict tie_contact, int64_t *restrict tie_joint,
    int64_t *restrict tie_unused, int64_t *restrict tie_idle, double *restrict network_conflicts)
{
    const struct luck luck = {(uint32_t)luck_seed_low, (uint32_t)luck_seed_high, (uint32_t)luck_replicate};
    double warmth = parameter_visit_warmth * lever_relationship_activities * network_funded_share;
    warmth += parameter_feedback_warmth * lever_two_way_feedback * network_funded_share;
    const double soothed = 1.0 - parameter_mediation_effect * lever_mediation * network_funded_share;
    const int signing = clock_season == (int64_t)parameter_window_month && network_agreement > 0.0;
    const double ageing = exponential(-1.0 / 6.0);
    const double share = parameter_personal_share, gain = parameter_trust_gain;
    /* A uniform of this half-width has the standard deviation experience_luck. */
    const double noise = 3.4641016151377544 * parameter_experience_luck;

    double *restrict felt = malloc((size_t)members * sizeof *felt);
    int scandal = 0;
    for (int64_t i = 0; i < members; i++) {
        double effort = member_effort[i];
        felt[i] = (1.0 - parameter_project_weight) * (effort / (effort + parameter_fulfilment_half));
        scandal |= member_grabbed[i] > 0.0;
    }

    int64_t conflicts = 0, meetings = 0;
    for (int64_t k = 0; k < ties; k++) {
        const int64_t a = tie_a[k], b = tie_b[k];
        const struct uniforms u = uniforms(luck, TIE_EXPERIENCE, clock_month, member_number[a], member_number[b]);

        int joint = 0;
        if (member_status[a] == ACTIVE && member_status[b] == ACTIVE && member_project[a] == member_project[b]) {
            double effort = lower(member_effort[a], member_effort[b]);
            double habit = 1.0 + parameter_strength_effect * (2.0 * tie_strength[k] - 1.0);
            joint = effort >= parameter_at_work && u.u3 < lower(parameter_joint_chance * effort * habit, 1.0);
        }
        int contact = joint;
        if (!contact) {
            double heard_a = member_face_to_face[a] + member_written[a];
            double heard_b = member_face_to_face[b] + member_written[b];
            contact = u.u3 < lower(heard_a, heard_b);
        }
        tie_joint[k] = joint;
        tie_contact[k] = contact;
        tie_idle[k] = contact ? 0 : tie_idle[k] + 1;
        tie_unused[k] = joint ? 0 : tie_unused[k] + 1;
        tie_age[k] += 1.0;
        tie_strength[k] += parameter_strength_rate * ((double)contact - tie_strength[k]);
        const double youth = tie_youth[k] *= ageing;

        if (scandal) {
            if (member_grabbed[b] > 0.0) {
                tie_ceiling_ab[k] = lower(tie_ceiling_ab[k], parameter_breach_ceiling * tie_trust_ab[k]);
                tie_personal_ab[k] *= 1.0 - member_grabbed[b];
                tie_institutional_ab[k] *= 1.0 - 0.5 * member_grabbed[b];
            }
            if (member_grabbed[a] > 0.0) {
                tie_ceiling_ba[k] = lower(tie_ceiling_ba[k], parameter_breach_ceiling * tie_trust_ba[k]);
                tie_personal_ba[k] *= 1.0 - member_grabbed[a];
                tie_institutional_ba[k] *= 1.0 - 0.5 * member_grabbed[a];
            }
            tie_trust_ab[k] = settled(tie_personal_ab[k], tie_institutional_ab[k], tie_ceiling_ab[k], share);
            tie_trust_ba[k] = settled(tie_personal_ba[k], tie_institutional_ba[k], tie_ceiling_ba[k], share);
        }

        if (joint) {
            meetings++;
            double gap = fabs(member_priority[a] - member_priority[b]);
            double harm = 0.0;
            if (u.u2 < parameter_conflict_rate * (0.3 + gap + (1.0 - network_role_clarity))) {
                conflicts++;
                harm = parameter_conflict_harm * soothed;
            }
            double common = parameter_project_weight * goal_success[member_project[a]] + warmth - harm;
            double loss = gain * parameter_loss_ratio * (1.0 + parameter_early_breach * youth);
            double slow_gain = parameter_institutional_rate * gain, slow_loss = parameter_institutional_rate * loss;

            double of_b = clip(common + felt[b] + noise * (u.u0 - 0.5), 0.0, 1.0) - tie_trust_ab[k];
            tie_personal_ab[k] = moved(tie_personal_ab[k], of_b, gain, loss);
            tie_institutional_ab[k] = moved(tie_institutional_ab[k], of_b, slow_gain, slow_loss);
            tie_trust_ab[k] = settled(tie_personal_ab[k], tie_institutional_ab[k], tie_ceiling_ab[k], share);

            double of_a = clip(common + felt[a] + noise * (u.u1 - 0.5), 0.0, 1.0) - tie_trust_ba[k];
            tie_personal_ba[k] = moved(tie_personal_ba[k], of_a, gain, loss);
            tie_institutional_ba[k] = moved(tie_institutional_ba[k], of_a, slow_gain, slow_loss);
            tie_trust_ba[k] = settled(tie_personal_ba[k], tie_institutional_ba[k], tie_ceiling_ba[k], share);
        }

        if (signing && contact && tie_formal[k] == 0) {
            const struct uniforms v = uniforms(luck, AGREEMENT, clock_month, member_number[a], member_number[b]);
            if (v.u0 < parameter_signing_chance * network_agreement)
                tie_formal[k] = 1;
        }
    }
    *network_conflicts = meetings > 0 ? (double)conflicts * soothed / (double)meetings : 0.0;
    free(felt);
}
