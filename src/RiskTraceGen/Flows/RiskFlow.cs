using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace RiskTraceGen;

/// <summary>
/// A handle on one flow: what an event, or a piece of the user's own code, set in motion. Carried by value; everything recorded through it belongs to its
/// flow, also after the flow has ended (such records are marked late). Thread safe. <see cref="None"/> is a handle on no flow: what is done with it is
/// done, but not recorded, and counted in <see cref="UntracedCalls"/>.
/// </summary>
public readonly struct RiskFlow : IEquatable<RiskFlow>, IDisposable
{
    /// <summary>How many bytes a W3C trace id has.</summary>
    public const int TraceIdSize = 16;

    private const int RoleShift = 8;
    private const int OwnerShift = 16;
    private const int SubstitutionShift = 32;

    private static long _untraced;

    // Depth, role, ownership and substitution in one word: four fields are what the run-time's compiler keeps in registers.
    private readonly ulong _what;

    internal RiskFlow(FlowSlot? slot, long id, long span, int depth, bool owner, CallRole role = CallRole.Call, int substitution = 0)
    {
        Slot = slot;
        Id = id;
        Span = span;
        _what = (byte)depth | ((ulong)role << RoleShift) | ((owner ? 1UL : 0) << OwnerShift) | ((ulong)(uint)substitution << SubstitutionShift);
    }

    /// <summary>The handle on no flow.</summary>
    public static RiskFlow None => default;

    /// <summary>How often, in this process, something was done through a handle on no flow.</summary>
    public static long UntracedCalls => Volatile.Read(ref _untraced);

    /// <summary>The flow's number, from 1, unique within its tracer; 0 for <see cref="None"/>.</summary>
    public long Id { get; }

    /// <summary>The flow's type, for example <c>RISK_RULE_EVALUATION</c>; empty once the flow has ended.</summary>
    public string Type => Slot is { } slot && slot.IsLive(Id) ? slot.Type : "";

    /// <summary>Cancelled when whoever started the flow cancels it, or its deadline passes; never cancelled once the flow has ended.</summary>
    public CancellationToken CancellationToken
    {
        get
        {
            if (Slot is not { } slot)
                return CancellationToken.None;

            // Read before it is known to be this flow's: the slot's next tenant may be moving in.
            CancellationToken token = slot.CancellationToken;
            Interlocked.MemoryBarrier();
            return slot.IsLive(Id) ? token : CancellationToken.None;
        }
    }

    /// <summary>The clock that rules should read, so that an evaluation can be reproduced.</summary>
    public TimeProvider Time => Slot?.Tracer.Time ?? TimeProvider.System;

    internal FlowSlot? Slot { get; }

    internal long Span { get; }

    internal byte Depth => (byte)_what;

    /// <summary>Why broker calls are made through this handle.</summary>
    internal CallRole Role => (CallRole)(byte)(_what >> RoleShift);

    /// <summary>Where a call that takes over for another one says how it came out; 0 for every other call.</summary>
    internal int Substitution => (int)(_what >> SubstitutionShift);

    private bool IsOwner => (byte)(_what >> OwnerShift) != 0;

    /// <summary>Decides what the broker calls of this handle mean by their answers.</summary>
    internal CallClassifier Classifier => Slot?.Tracer.Classifier ?? CallClassifier.Default;

    /// <summary>Whether two handles are on the same flow and span.</summary>
    public static bool operator ==(RiskFlow left, RiskFlow right) => left.Equals(right);

    /// <summary>Whether two handles differ in flow or span.</summary>
    public static bool operator !=(RiskFlow left, RiskFlow right) => !left.Equals(right);

    /// <summary>Checks a limit from above, and records the check when it is crossed.</summary>
    /// <param name="check">The check's name, for example <c>Size check</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="limit">The limit, which is still allowed.</param>
    /// <returns><see langword="true"/> when <paramref name="value"/> is greater than <paramref name="limit"/>.</returns>
    /// <exception cref="InsufficientDataException">The value or the limit is missing or not a number.</exception>
    public bool Exceeds<T>(string check, T value, T limit)
    {
        RequireData(check, value, limit);
        return Note(check, Comparison.Exceeds, value, limit, Comparer<T>.Default.Compare(value, limit) > 0);
    }

    /// <summary>Checks a limit from below, and records the check when it is crossed.</summary>
    /// <param name="check">The check's name.</param>
    /// <param name="value">The value.</param>
    /// <param name="limit">The limit, which is still allowed.</param>
    /// <returns><see langword="true"/> when <paramref name="value"/> is less than <paramref name="limit"/>.</returns>
    /// <exception cref="InsufficientDataException">The value or the limit is missing or not a number.</exception>
    public bool FallsBelow<T>(string check, T value, T limit)
    {
        RequireData(check, value, limit);
        return Note(check, Comparison.FallsBelow, value, limit, Comparer<T>.Default.Compare(value, limit) < 0);
    }

    /// <summary>Checks a limit from above that must not be touched, and records the check when it is.</summary>
    /// <param name="check">The check's name, for example <c>Loss check</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="limit">The limit, which is not allowed any more.</param>
    /// <returns><see langword="true"/> when <paramref name="value"/> is greater than <paramref name="limit"/> or equal to it.</returns>
    /// <exception cref="InsufficientDataException">The value or the limit is missing or not a number.</exception>
    public bool Reaches<T>(string check, T value, T limit)
    {
        RequireData(check, value, limit);
        return Note(check, Comparison.Reaches, value, limit, Comparer<T>.Default.Compare(value, limit) >= 0);
    }

    /// <summary>Checks a limit from below that must not be touched, and records the check when it is.</summary>
    /// <param name="check">The check's name.</param>
    /// <param name="value">The value.</param>
    /// <param name="limit">The limit, which is not allowed any more.</param>
    /// <returns><see langword="true"/> when <paramref name="value"/> is less than <paramref name="limit"/> or equal to it.</returns>
    /// <exception cref="InsufficientDataException">The value or the limit is missing or not a number.</exception>
    public bool FallsTo<T>(string check, T value, T limit)
    {
        RequireData(check, value, limit);
        return Note(check, Comparison.FallsTo, value, limit, Comparer<T>.Default.Compare(value, limit) <= 0);
    }

    /// <summary>Records the outcome of a check of any kind, when it is a breach.</summary>
    /// <param name="check">The check's name.</param>
    /// <param name="breached">Whether the limit is crossed.</param>
    /// <returns><paramref name="breached"/>.</returns>
    public bool Check(string check, bool breached) => Note(check, Comparison.None, 0, 0, breached);

    /// <summary>Raises a hook: starts its handlers and does not wait for them. The flow ends when the last of them has.</summary>
    /// <param name="payload">The payload, whose type is the hook.</param>
    public void Raise<TPayload>(in TPayload payload)
    {
        if (Slot is { } slot)
            slot.Tracer.Hooks.Raise(this, payload);
        else
            CountUntraced();
    }

    /// <summary>Raises a hook and waits until each of its handlers has ended or reached its timeout.</summary>
    /// <param name="payload">The payload, whose type is the hook.</param>
    /// <returns>What became of the handlers.</returns>
    public ValueTask<HookOutcome> RaiseAsync<TPayload>(TPayload payload)
    {
        if (Slot is { } slot)
            return slot.Tracer.Hooks.RaiseAsync(this, payload);

        CountUntraced();
        return default;
    }

    /// <summary>Records an event of the user's own.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="payload">What to record with it.</param>
    public void Emit<TPayload>(string name, in TPayload payload)
    {
        if (Slot is null)
            CountUntraced();
        else
            FlowRecords.Custom(this, name, payload);
    }

    /// <summary>
    /// Completes the flow. Only on the handle that <see cref="RiskTracer.StartFlow"/> returned; the first call decides, later ones do nothing.
    /// </summary>
    /// <param name="result">The result, shown as <c>final_result</c>.</param>
    /// <exception cref="InvalidOperationException">This handle was passed in; whoever started the flow completes it.</exception>
    public void Complete(string result)
    {
        if (Slot is not { } slot)
        {
            CountUntraced();
            return;
        }

        if (!IsOwner)
            throw new InvalidOperationException(
                $"Flow {Id} is completed by whoever started it: rules and handlers return, they do not complete the flow they were given.");

        slot.TryComplete(Id, FlowOutcome.Completed, result ?? "", slot.Tracer.Timestamp());
    }

    /// <summary>Ends the flow as abandoned if <see cref="Complete"/> was not called. On a handle that was passed in it does nothing.</summary>
    public void Dispose()
    {
        if (IsOwner && Slot is { } slot)
            slot.TryComplete(Id, FlowOutcome.Abandoned, "", slot.Tracer.Timestamp());
    }

    /// <summary>
    /// The token for a broker call that must be left to finish once it has begun, because it is not idempotent: instead of the flow's own token, which its
    /// deadline cancels, that of whoever started the flow. Used by generated wrappers.
    /// </summary>
    /// <param name="given">The token that the caller passes; returned as it is when it is any other, or cancelled already.</param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public CancellationToken TokenForCall(CancellationToken given) => Slot is { } slot ? slot.TokenForCall(given) : given;

    /// <summary>Writes the flow's W3C trace id: eight random bytes of its tracer, then the flow's number, both big-endian. Allocates nothing.</summary>
    /// <param name="destination">At least <see cref="TraceIdSize"/> bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void WriteTraceId(Span<byte> destination)
    {
        if (destination.Length < TraceIdSize)
            throw new ArgumentException($"A trace id needs {TraceIdSize} bytes.", nameof(destination));

        BinaryPrimitives.WriteInt64BigEndian(destination, Slot?.Tracer.InstanceId ?? 0);
        BinaryPrimitives.WriteInt64BigEndian(destination[8..], Id);
    }

    /// <inheritdoc/>
    public bool Equals(RiskFlow other) => Slot == other.Slot && Id == other.Id && Span == other.Span;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RiskFlow other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Span);

    /// <summary>The flow as it stands in traces, for example <c>Flow-1</c>.</summary>
    public override string ToString() => Slot is null ? "Flow-None" : $"Flow-{Id}";

    /// <summary>The same flow, seen from inside a span.</summary>
    internal RiskFlow Within(long span, int depth) => new(Slot!, Id, span, depth, owner: false);

    /// <summary>The same flow, seen from inside a broker call; from where it was if the call is not recorded.</summary>
    internal RiskFlow Inside(long call) => new(Slot, Id, call == 0 ? Span : call, Depth, owner: false, Role, Substitution);

    /// <summary>The same handle, for a broker call that is made for the sake of another one.</summary>
    internal RiskFlow As(CallRole role, int substitution = 0) => new(Slot, Id, Span, Depth, owner: false, Role | role, substitution);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void CountUntraced() => Interlocked.Increment(ref _untraced);

    private static void RequireData<T>(string check, T value, T limit)
    {
        if (IsMissing(value))
            ThrowMissing(check, "value", value is null);
        if (IsMissing(limit))
            ThrowMissing(check, "limit", limit is null);
    }

    // Apart from the rules' own code, of which there is much: it is as short as it can be.
    [DoesNotReturn]
    private static void ThrowMissing(string check, string what, bool isNull)
        => throw new InsufficientDataException($"{check}: the {what} is {(isNull ? "missing" : "not a number")}");

    // By the type's identity, which the compiler folds: a pattern would box values that may be null.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMissing<T>(T value)
    {
        if (value is null)
            return true;
        if (typeof(T) == typeof(double))
            return double.IsNaN(Unsafe.As<T, double>(ref value));
        if (typeof(T) == typeof(float))
            return float.IsNaN(Unsafe.As<T, float>(ref value));
        if (typeof(T) == typeof(Half))
            return Half.IsNaN(Unsafe.As<T, Half>(ref value));
        if (typeof(T) == typeof(double?))
            return double.IsNaN(Unsafe.As<T, double?>(ref value).GetValueOrDefault());
        if (typeof(T) == typeof(float?))
            return float.IsNaN(Unsafe.As<T, float?>(ref value).GetValueOrDefault());
        if (typeof(T) == typeof(Half?))
            return Half.IsNaN(Unsafe.As<T, Half?>(ref value).GetValueOrDefault());

        return !typeof(T).IsValueType && value switch
        {
            double number => double.IsNaN(number),
            float number => float.IsNaN(number),
            Half number => Half.IsNaN(number),
            _ => false,
        };
    }

    private bool Note<T>(string check, Comparison comparison, T value, T limit, bool breached)
    {
        if (Slot is not { } slot)
            CountUntraced();
        else if (breached || slot.Tracer.Level == TraceLevel.All)
            FlowRecords.Check(this, check, comparison, value, limit, breached);

        return breached;
    }
}
