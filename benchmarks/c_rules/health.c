/* The rule `health` (netsustain/rules/health.py, structure.py) by hand: conditions, structure, alive or ended.
 *
 * The arguments are the rule's declaration: a column that is only read is const or passed by value; `members`, `ties`,
 * `goals` and `conditions` are the live rows.
 */
#include <stdbool.h>
#include <stdlib.h>

#include "portable.h"

enum { ACTIVE = 0, LEFT = 2 };
enum { ENOUGH = 3, CONFIRM = 6, WINDOW = 3 };
enum { ALIVE = 0, DISSOLVED = 1, COMPLETED = 2 };
enum { GOAL_MET = 8, NEED_GONE = 9 };

static const double LEVEL_EFFORT[] = {0.05, 0.20, 0.35, 0.50}, LEVEL_TRUST[] = {0.0, 0.30, 0.45, 0.60};
static const double LEVEL_SLACK = 0.05;

/* Level of working together after a month: up at the threshold, down only below the slack. */
static inline int64_t reached(double effort, double trust, int64_t level)
{
    while (level < 4 && effort >= LEVEL_EFFORT[level] && trust >= LEVEL_TRUST[level])
        level++;
    while (level > 0
           && (effort < LEVEL_EFFORT[level - 1] - LEVEL_SLACK || trust < LEVEL_TRUST[level - 1] - LEVEL_SLACK))
        level--;
    return level;
}

/* Representative of a component, halving the path on the way. */
static inline int64_t root(int64_t *restrict parent, int64_t i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

static int64_t *own_parents(int64_t members)
{
    int64_t *parent = malloc((size_t)members * sizeof *parent);
    for (int64_t i = 0; i < members; i++)
        parent[i] = i;
    return parent;
}

/* Size of the largest component of members at work, over ties used in the last three months. */
static int64_t working_together(
    int64_t members, int64_t ties, const int64_t *restrict status, const int64_t *restrict project,
    const double *restrict effort, const double *restrict effort_1, const double *restrict effort_2,
    const int64_t *restrict tie_a, const int64_t *restrict tie_b, const int64_t *restrict unused,
    const int64_t *restrict met_month, double least)
{
    int64_t *restrict parent = own_parents(members);
    int64_t *restrict count = calloc((size_t)members, sizeof *count);
    bool *restrict at_work = malloc((size_t)members * sizeof *at_work);
    for (int64_t i = 0; i < members; i++) {
        bool on_a_goal = status[i] == ACTIVE && project[i] >= 0 && met_month[project[i]] <= 0;
        at_work[i] = on_a_goal && (effort[i] + effort_1[i] + effort_2[i]) / 3.0 >= least;
    }
    for (int64_t k = 0; k < ties; k++) {
        const int64_t a = tie_a[k], b = tie_b[k];
        if (unused[k] < WINDOW && at_work[a] && at_work[b]) {
            int64_t of_a = root(parent, a), of_b = root(parent, b);
            if (of_a < of_b)
                parent[of_b] = of_a;
            else if (of_b < of_a)
                parent[of_a] = of_b;
        }
    }
    int64_t largest = 0;
    for (int64_t i = 0; i < members; i++) {
        if (at_work[i]) {
            int64_t size = ++count[root(parent, i)];
            if (size > largest)
                largest = size;
        }
    }
    free(parent);
    free(count);
    free(at_work);
    return largest;
}

/* Sum over ties between active members of their common active partners (three times the triangles). */
static int64_t closed_ties(
    int64_t members, const int64_t *restrict status, const int64_t *restrict start, const int64_t *restrict neighbour)
{
    int64_t *restrict mark = malloc((size_t)members * sizeof *mark);
    int64_t closed = 0;
    for (int64_t i = 0; i < members; i++)
        mark[i] = -1;
    for (int64_t i = 0; i < members; i++) {
        if (status[i] != ACTIVE)
            continue;
        const int64_t degree = start[i + 1] - start[i];
        for (int64_t position = start[i]; position < start[i + 1]; position++)
            if (status[neighbour[position]] == ACTIVE)
                mark[neighbour[position]] = i;
        for (int64_t position = start[i]; position < start[i + 1]; position++) {
            const int64_t j = neighbour[position], others = start[j + 1] - start[j];
            if (status[j] != ACTIVE || others > degree || (others == degree && j >= i))
                continue;
            for (int64_t place = start[j]; place < start[j + 1]; place++)
                closed += mark[neighbour[place]] == i;
        }
    }
    free(mark);
    return closed;
}

struct structure {
    double ties, density, centralisation, transitivity, components;
};

/* Ties, density, degree centralisation (Freeman 1978), transitivity, components of the active members. */
static struct structure structure(
    int64_t members, int64_t ties, const int64_t *restrict status, const int64_t *restrict tie_a,
    const int64_t *restrict tie_b, const int64_t *restrict start, const int64_t *restrict neighbour)
{
    int64_t *restrict parent = own_parents(members);
    double *restrict degree = calloc((size_t)members, sizeof *degree);
    const int64_t closed = closed_ties(members, status, start, neighbour);
    int64_t counted = 0, active = 0, components = 0;
    for (int64_t k = 0; k < ties; k++) {
        const int64_t a = tie_a[k], b = tie_b[k];
        if (status[a] != ACTIVE || status[b] != ACTIVE)
            continue;
        counted++;
        degree[a] += 1.0;
        degree[b] += 1.0;
        int64_t of_a = root(parent, a), of_b = root(parent, b);
        if (of_a < of_b)
            parent[of_b] = of_a;
        else
            parent[of_a] = of_b;
    }
    double most = 0.0, paths = 0.0, spread = 0.0;
    for (int64_t i = 0; i < members; i++) {
        if (status[i] == ACTIVE) {
            active++;
            most = higher(most, degree[i]);
            components += root(parent, i) == i;
        }
        paths += 0.5 * degree[i] * (degree[i] - 1.0);
    }
    for (int64_t i = 0; i < members; i++)
        if (status[i] == ACTIVE)
            spread += most - degree[i];
    free(parent);
    free(degree);
    const double n = (double)active;
    return (struct structure){
        .ties = (double)counted,
        .density = active > 1 ? 2.0 * (double)counted / (n * (n - 1.0)) : 0.0,
        .centralisation = active > 2 ? spread / ((n - 1.0) * (n - 2.0)) : 0.0,
        .transitivity = paths > 0.0 ? (double)closed / paths : 0.0,
        .components = (double)components,
    };
}

/* Row of the condition that fell first, furthest of several in a month, and stayed down; the lowest if none did. */
static int64_t first_to_fall(
    int64_t conditions, const double *restrict value, const double *restrict start, const int64_t *restrict fell_month,
    const double *restrict fell_to)
{
    int64_t best = 0;
    double lowest = 9.0;
    for (int64_t c = 0; c < conditions; c++) {
        double ratio = start[c] > 0.0 ? value[c] / start[c] : 9.0;
        double score = fell_month[c] > 0 ? (double)fell_month[c] + fell_to[c] : 1e6 + ratio;
        if (c == 0 || score < lowest) {
            best = c;
            lowest = score;
        }
    }
    return best;
}

void c_health(
    int64_t members, int64_t ties, int64_t goals, int64_t conditions,
    int64_t clock_month, int64_t clock_horizon, int64_t clock_structure_every, double clock_discount,
    const int64_t *restrict neighbour_start, const int64_t *restrict neighbour_member,
    const int64_t *restrict member_status, const double *restrict member_own_resources,
    const double *restrict member_effort, const double *restrict member_effort_1,
    const double *restrict member_effort_2, const int64_t *restrict member_project,
    const double *restrict member_partners,
    const double *restrict member_mutual_trust, const double *restrict member_trust,
    const double *restrict member_alignment, const double *restrict member_value,
    const double *restrict member_informed, const double *restrict member_face_to_face,
    const double *restrict member_written, const double *restrict member_fatigue,
    const double *restrict member_contribution, const double *restrict member_meeting_days,
    const double *restrict member_benefit,
    const int64_t *restrict tie_a, const int64_t *restrict tie_b, const int64_t *restrict tie_unused,
    const int64_t *restrict goal_met_month, const int64_t *restrict goal_standing,
    const int64_t *restrict goal_original, const double *restrict goal_progress, const double *restrict goal_workload,
    double network_goal_clarity, double network_leadership, double network_fit, double network_role_clarity,
    double network_two_way, double network_funded_share, double network_concentration, double network_flexibility,
    double network_inertia, int64_t network_event_kind, int64_t network_event_month, double network_paid_days,
    double network_project_days, double network_own_income, double network_money, int64_t network_originals_met,
    double network_need,
    double parameter_effort_cost, double parameter_benefit_days, double parameter_at_work,
    int64_t *restrict member_level,
    double *restrict condition_value, double *restrict condition_start, double *restrict condition_total,
    int64_t *restrict condition_fell_month, double *restrict condition_fell_to,
    int64_t *restrict condition_event_kind, int64_t *restrict condition_event_month,
    double *restrict network_c1, double *restrict network_c2, double *restrict network_c3,
    double *restrict network_c4, double *restrict network_c5, double *restrict network_c6,
    double *restrict network_c7, double *restrict network_live, double *restrict network_live_members,
    double *restrict network_active_members, double *restrict network_active_share,
    double *restrict network_effort, double *restrict network_fatigue, double *restrict network_mean_trust,
    double *restrict network_level_1, double *restrict network_level_2, double *restrict network_level_3,
    double *restrict network_level_4, double *restrict network_ties, double *restrict network_density,
    double *restrict network_centralisation, double *restrict network_transitivity,
    double *restrict network_components, double *restrict network_progress, double *restrict network_live_months,
    double *restrict network_cost_days, double *restrict network_cost_money,
    double *restrict network_sustained_value, double *restrict network_months_sustained,
    int64_t *restrict network_dead_months, int64_t *restrict network_ended, int64_t *restrict network_end_month,
    int64_t *restrict network_confirmed_month, int64_t *restrict network_cause, int64_t *restrict network_trigger,
    int64_t *restrict network_trigger_month)
{
    /* Counts and means over members. */
    int64_t active = 0, ever = 0, paired = 0;
    double alignment = 0.0, mutual = 0.0, trust = 0.0, value = 0.0, informed = 0.0, dose = 0.0;
    double effort = 0.0, fatigue = 0.0, levels[5] = {0.0};
    for (int64_t i = 0; i < members; i++) {
        ever += member_status[i] <= LEFT;
        if (member_status[i] != ACTIVE) {
            member_level[i] = 0;
            continue;
        }
        active++;
        if (member_partners[i] > 0.0) {
            paired++;
            mutual += member_mutual_trust[i];
            trust += member_trust[i];
        }
        alignment += member_alignment[i];
        value += logistic(3.0 * member_value[i]);
        informed += member_informed[i];
        dose += member_face_to_face[i] + member_written[i];
        effort += member_effort[i];
        fatigue += member_fatigue[i];
        const int64_t level = reached(member_effort[i], member_mutual_trust[i], member_level[i]);
        member_level[i] = level;
        levels[level] += 1.0;
    }
    const double share = active > 0 ? 1.0 / (double)active : 0.0;
    *network_active_members = (double)active;
    *network_active_share = ever > 0 ? (double)active / (double)ever : 0.0;
    *network_effort = effort * share;
    *network_fatigue = fatigue * share;
    *network_mean_trust = paired > 0 ? trust / (double)paired : 0.0;
    *network_level_1 = levels[1] * share;
    *network_level_2 = levels[2] * share;
    *network_level_3 = levels[3] * share;
    *network_level_4 = levels[4] * share;

    /* The seven conditions; all 0 without active members. */
    const double close = paired > 0 ? mutual / (double)paired : 0.0;
    const double here = active > 0 ? 1.0 : 0.0;
    const double governed = lower(network_leadership / 0.8, 1.0) + network_fit + network_role_clarity;
    *network_c1 = condition_value[0] = here * sqrt(network_goal_clarity * (alignment * share));
    *network_c2 = condition_value[1] = here * (close * (double)paired * share);
    *network_c3 = condition_value[2] = here * (governed / 3.0);
    *network_c4 = condition_value[3] =
        here * (0.5 * (informed * share + lower(dose * share, 1.0) * 0.5 * (1.0 + network_two_way)));
    *network_c5 = condition_value[4] =
        here * (network_funded_share * (1.0 - 0.5 * higher(network_concentration - 0.3, 0.0) / 0.7));
    *network_c6 = condition_value[5] = here * (value * share);
    *network_c7 = condition_value[6] = here * sqrt(network_flexibility * (1.0 - network_inertia));

    const int64_t together = working_together(
        members, ties, member_status, member_project, member_effort, member_effort_1, member_effort_2, tie_a, tie_b,
        tie_unused, goal_met_month, parameter_at_work);
    const bool live = together >= ENOUGH;
    *network_live_members = (double)together;
    *network_live = live ? 1.0 : 0.0;

    /* Share of the finite work that is done. */
    double done = 0.0, all_work = 0.0;
    for (int64_t g = 0; g < goals; g++) {
        if (goal_standing[g] == 0 && goal_original[g] == 1) {
            done += goal_progress[g] * goal_workload[g];
            all_work += goal_workload[g];
        }
    }
    *network_progress = all_work > 0.0 ? done / all_work : (double)network_originals_met;

    if (clock_month == 1 || clock_month % clock_structure_every == 0) {
        const struct structure found =
            structure(members, ties, member_status, tie_a, tie_b, neighbour_start, neighbour_member);
        *network_ties = found.ties;
        *network_density = found.density;
        *network_centralisation = found.centralisation;
        *network_transitivity = found.transitivity;
        *network_components = found.components;
    }

    if (clock_month <= clock_horizon) {
        if (live)
            *network_live_months += 1.0;
        /* Costs and discounted value so far; what members lent to coordination counts once. */
        double spent = network_paid_days - network_own_income + network_project_days, gross = 0.0, weight = 1.0;
        for (int64_t i = 0; i < members; i++) {
            spent += member_contribution[i] + member_meeting_days[i];
            if (member_contribution[i] > 0.0 || member_benefit[i] != 0.0) {
                double given = member_contribution[i] / higher(member_own_resources[i], 0.01);
                gross += member_benefit[i] + parameter_effort_cost * given;
            }
        }
        for (int64_t month = 1; month < clock_month; month++)
            weight *= clock_discount;
        *network_cost_days += spent;
        *network_cost_money += network_money;
        *network_sustained_value += weight * (parameter_benefit_days * gross - spent);
    }

    /* When each condition fell to half its start, how far, and what shock came before; beyond the horizon too. */
    for (int64_t c = 0; c < conditions; c++) {
        if (clock_month == 1)
            condition_start[c] = condition_value[c];
        if (live && clock_month <= clock_horizon)
            condition_total[c] += condition_value[c];
        const double low = 0.5 * condition_start[c];
        if (condition_value[c] < low) {
            if (condition_fell_month[c] == 0) {
                condition_fell_month[c] = clock_month;
                condition_fell_to[c] = condition_value[c] / condition_start[c];
                condition_event_kind[c] = network_event_kind;
                condition_event_month[c] = network_event_month;
            }
        } else if (condition_value[c] > 1.1 * low) {
            condition_fell_month[c] = 0;
        }
    }
    if (*network_ended == ALIVE && *network_end_month == 0)
        *network_months_sustained = (double)clock_horizon;

    /* After six dead months in a row the run has ended, dated to the first. */
    if (live) {
        *network_dead_months = 0;
        return;
    }
    *network_dead_months += 1;
    const int64_t first = clock_month - CONFIRM + 1;
    if (*network_dead_months < CONFIRM || *network_ended != ALIVE || first > clock_horizon)
        return;
    *network_end_month = first;
    *network_confirmed_month = clock_month;
    if (network_originals_met == 1 || network_need <= 0.05) {
        *network_ended = COMPLETED;
        *network_cause = network_originals_met == 1 ? GOAL_MET : NEED_GONE;
        return;
    }
    *network_ended = DISSOLVED;
    *network_months_sustained = (double)first - 1.0;
    const int64_t c = first_to_fall(
        conditions, condition_value, condition_start, condition_fell_month, condition_fell_to);
    *network_cause = c + 1;
    if (condition_fell_month[c] > 0) {
        *network_trigger = condition_event_kind[c];
        *network_trigger_month = condition_event_month[c];
    }
}
