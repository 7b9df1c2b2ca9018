/* What both rules share: exponential, logistic, minimum and maximum, counter-based random numbers.
 *
 * The same arithmetic in the same order as netsustain/portable.py and netsustain/streams.py, so that results are equal
 * bit for bit: compile without -ffast-math and with -ffp-contract=off (a fused multiply-add rounds once, not twice).
 */
#ifndef NETSUSTAIN_PORTABLE_H
#define NETSUSTAIN_PORTABLE_H

#include <math.h>
#include <stdint.h>
#include <string.h>

static inline double lower(double a, double b) { return b < a ? b : a; }
static inline double higher(double a, double b) { return b > a ? b : a; }
static inline double clip(double x, double low, double high) { return lower(higher(x, low), high); }

/* 2**k for a normal result (-1022 <= k <= 1023). */
static inline double power_of_two(int64_t k)
{
    uint64_t bits = (uint64_t)(k + 1023) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return power;
}

/* e**x by a Taylor series on |r| <= ln(2)/2, even and odd terms apart; arguments beyond +-708 are cut there. */
static inline double exponential(double x)
{
    static const double inverse_ln2 = 1.4426950408889634;
    static const double ln2_high = 0x1.62e42fee00000p-1, ln2_low = 0x1.a39ef35793c76p-33;
    if (x != x)
        return x;
    x = clip(x, -708.0, 708.0);
    double k = floor(x * inverse_ln2 + 0.5);
    double r = (x - k * ln2_high) - k * ln2_low;
    double s = r * r;
    double even = s * (1.0 / 2.0 + s * (1.0 / 24.0 + s * (1.0 / 720.0
        + s * (1.0 / 40320.0 + s * (1.0 / 3628800.0 + s * (1.0 / 479001600.0))))));
    double odd = s * (1.0 / 6.0 + s * (1.0 / 120.0 + s * (1.0 / 5040.0
        + s * (1.0 / 362880.0 + s * (1.0 / 39916800.0 + s * (1.0 / 6227020800.0))))));
    return (1.0 + (r + (even + r * odd))) * power_of_two((int64_t)k);
}

static inline double logistic(double x) { return 1.0 / (1.0 + exponential(-x)); }

struct luck {
    uint32_t seed_low, seed_high, replicate;
};

struct uniforms {
    double u0, u1, u2, u3;
};

static inline double unit(uint32_t word) { return ((double)word + 0.5) * (1.0 / 4294967296.0); }

/* Four uniforms strictly between 0 and 1 by Philox4x32-10 (Salmon et al. 2011), block 0 of a stream and month. */
static inline struct uniforms uniforms(struct luck luck, uint32_t stream, int64_t month, int64_t entity, int64_t other)
{
    uint32_t c0 = (uint32_t)entity, c1 = (uint32_t)other;
    uint32_t c2 = stream << 20 | (uint32_t)month << 8, c3 = luck.replicate;
    uint32_t k0 = luck.seed_low, k1 = luck.seed_high;
    for (int round = 0; round < 10; round++) {
        uint64_t product_0 = (uint64_t)0xD2511F53u * c0;
        uint64_t product_1 = (uint64_t)0xCD9E8D57u * c2;
        c0 = (uint32_t)(product_1 >> 32) ^ c1 ^ k0;
        c2 = (uint32_t)(product_0 >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)product_1;
        c3 = (uint32_t)product_0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return (struct uniforms){unit(c0), unit(c1), unit(c2), unit(c3)};
}

#endif
