using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>What [BrokerCall] says beyond a name: retries, timeouts, and the methods that take over or find out what happened.</summary>
internal static class CallPolicies
{
    private static readonly string[] Numbers = ["Retries", "BackoffMilliseconds", "TimeoutMilliseconds"];
    private static readonly string[] Switches = ["Idempotent", "RetryAmbiguous", "FallbackOnAmbiguous"];

    /// <summary>Whether a call is more than made once: what follows a failure is settled by its policies.</summary>
    public static bool HasAny(AttributeData attribute)
        => Annotations.Named(attribute, "Retries", 0) > 0
            || Annotations.Named(attribute, "TimeoutMilliseconds", 0) > 0
            || Text(attribute, "Fallback") is not null
            || Text(attribute, "Reconcile") is not null
            || Text(attribute, "Pipeline") is not null;

    /// <summary>Whether the arguments of a call can be kept for another attempt, and its result can be had later, and made by somebody else.</summary>
    public static bool CanRepeat(IMethodSymbol method)
        => !IsDeferred(method)
            && Deferred.TaskBehind(method.ReturnType) is null
            && method is
            {
                RefKind: RefKind.None,
                ReturnType: { IsRefLikeType: false, TypeKind: not TypeKind.Dynamic } and not ITypeParameterSymbol { AllowsRefLikeType: true }
            }
            && method.Parameters.All(parameter => parameter.RefKind is RefKind.None or RefKind.In
                && !parameter.Type.IsRefLikeType
                && parameter.Type is not ITypeParameterSymbol { AllowsRefLikeType: true });

    /// <summary>Whether a call has returned before its work is done, so that there is no outcome which a policy could go by.</summary>
    public static bool IsDeferred(IMethodSymbol method) => Deferred.IsStream(method.ReturnType) || Deferred.IsHandedOver(method);

    /// <summary>The settings that are given, as an object initializer has them.</summary>
    public static IEnumerable<string> Settings(AttributeData attribute)
    {
        foreach (string number in Numbers)
            if (Annotations.Named(attribute, number, 0) is > 0 and var value)
                yield return $"{number} = {value}";
        foreach (string name in Switches)
            if (Annotations.Named(attribute, name, false))
                yield return $"{name} = true";
        if (Text(attribute, "Pipeline") is { } pipeline)
            yield return $"Pipeline = {Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(pipeline, quote: true)}";
    }

    /// <summary>The settings that are given, as a comment says them.</summary>
    public static IEnumerable<string> Words(AttributeData attribute)
    {
        if (Annotations.Named(attribute, "Idempotent", false))
            yield return "idempotent";
        if (Annotations.Named(attribute, "TimeoutMilliseconds", 0) is > 0 and var timeout)
            yield return $"given up after {timeout} ms";
        if (Annotations.Named(attribute, "Retries", 0) is > 0 and var retries)
            yield return $"retried {(retries == 1 ? "once" : $"up to {retries} times")}{(Annotations.Named(attribute, "RetryAmbiguous", false) ? ", also when ambiguous" : "")}";
        if (Text(attribute, "Pipeline") is { } pipeline)
            yield return $"retried as the pipeline {pipeline} says";
    }

    /// <summary>The method that takes over when a call has failed; null if none is named, or none of that name has the call's signature.</summary>
    public static IMethodSymbol? FallbackOf(IMethodSymbol method, INamedTypeSymbol broker, AttributeData attribute, Compilation compilation)
        => Text(attribute, "Fallback") is { } name ? Substitute(name, reconciles: false, method, broker, compilation) : null;

    /// <summary>The method that finds out what became of a call; null if none is named, or none of that name has a signature that fits.</summary>
    public static IMethodSymbol? ReconciliationOf(IMethodSymbol method, INamedTypeSymbol broker, AttributeData attribute, Compilation compilation)
        => Text(attribute, "Reconcile") is { } name ? Substitute(name, reconciles: true, method, broker, compilation) : null;

    /// <summary>The methods that take over for a call, or are asked about it: they are recorded although nobody marked them.</summary>
    /// <param name="method">The call, if it is one.</param>
    /// <param name="broker">The type that it is called on.</param>
    /// <param name="assembly">The assembly whose attributes count.</param>
    /// <param name="compilation">Where they have to be reached from.</param>
    public static IEnumerable<IMethodSymbol> SubstitutesOf(IMethodSymbol method, INamedTypeSymbol broker, IAssemblySymbol assembly, Compilation compilation)
        => BrokerCalls.Find(method, broker, assembly) is { Attribute: var attribute }
            ? new[] { FallbackOf(method, broker, attribute, compilation), ReconciliationOf(method, broker, attribute, compilation) }.OfType<IMethodSymbol>()
            : [];

    /// <summary>The method of a name that can stand in for a call, or find out what became of it.</summary>
    public static IMethodSymbol? Substitute(string name, bool reconciles, IMethodSymbol method, INamedTypeSymbol broker, Compilation compilation)
        => Named(name, method, broker, compilation, substitute => KeptMembers.AreSame(substitute, method) && (reconciles && !HasResult(method)
            ? IsOutcomeFor(substitute.ReturnType, method.ReturnType)
            : SymbolEqualityComparer.Default.Equals(substitute.ReturnType, method.ReturnType)));

    /// <summary>The parameter of a call whose argument one of its substitute's gets; null of a token.</summary>
    public static IParameterSymbol? Given(IParameterSymbol parameter, IMethodSymbol call)
        => Told((IMethodSymbol)parameter.ContainingSymbol)
            .Zip(Told(call), static (own, given) => (Own: own, Given: given))
            .FirstOrDefault(pair => SymbolEqualityComparer.Default.Equals(pair.Own, parameter)).Given;

    /// <summary>A text that is given in an attribute; null if it is not, or blank.</summary>
    public static string? Text(AttributeData attribute, string property)
        => Annotations.Named(attribute, property, "") is var text && string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>The signature that a substitute of a call needs, in words.</summary>
    public static string NeededBy(IMethodSymbol method, bool reconciles)
    {
        string parameters = string.Join(
            ", ", Told(method).Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
        string returned = method.ReturnType.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        if (reconciles && !HasResult(method))
            returned = method.ReturnsVoid ? "CallOutcome" : $"{method.ReturnType.Name}<CallOutcome>";
        string kept = method.GetReturnTypeAttributes()
            .Concat(method.Parameters.Concat<ISymbol>(method.TypeParameters).SelectMany(symbol => symbol.GetAttributes()))
            .ToImmutableArray() is var attributes
            && KeptMembers.Of(attributes) != 0
            ? ", with the same [DynamicallyAccessedMembers] on each"
            : "";
        return $"the parameters ({parameters}), a cancellation token beside them at most, and the return type {returned}{kept}";
    }

    private static bool HasResult(IMethodSymbol method)
        => method.ReturnType.SpecialType != SpecialType.System_Void && !WellKnown.IsTask(method.ReturnType, 0) && !WellKnown.IsValueTask(method.ReturnType, 0);

    private static IMethodSymbol? Named(string name, IMethodSymbol method, INamedTypeSymbol broker, Compilation compilation, Func<IMethodSymbol, bool> fits)
    {
        foreach (INamedTypeSymbol type in Declarations.Supertypes(broker).Prepend(broker))
            foreach (ISymbol member in type.GetMembers(name))
                if (member is IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary } candidate
                    && !SymbolEqualityComparer.Default.Equals(candidate, method)
                    && candidate.Arity == method.Arity
                    && Access.CanReach(candidate, compilation)
                    && Alike(candidate, method) is { } substitute
                    && fits(substitute)
                    && IsCallable(candidate, broker, compilation))
                    return candidate;
        return null;
    }

    // What the wrapper has for somebody else by that name is no obstacle: its own method for the substitute has another.
    private static bool IsCallable(IMethodSymbol candidate, INamedTypeSymbol broker, Compilation compilation)
        => WrapperMembers.Of(broker, compilation).FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.Member, candidate))
            is null or { Refusal: null or { Reason: RefusalReason.NameShared or RefusalReason.Unranked or RefusalReason.Replacing } };

    // Seen with the type parameters of the call, whose signature it has to have but for cancellation tokens.
    private static IMethodSymbol? Alike(IMethodSymbol candidate, IMethodSymbol method)
    {
        IMethodSymbol substitute = method.Arity == 0 ? candidate : candidate.Construct(method.TypeArguments.ToArray());
        return Told(substitute).SequenceEqual(Told(method), ParameterComparer.Instance) && CanRepeat(candidate) ? substitute : null;
    }

    private static IEnumerable<IParameterSymbol> Told(IMethodSymbol method)
        => method.Parameters.Where(parameter => !WellKnown.IsCancellationToken(parameter.Type));

    private static bool IsOutcomeFor(ITypeSymbol answer, ITypeSymbol returned)
    {
        if (returned.SpecialType == SpecialType.System_Void)
            return IsOutcome(answer);
        bool isAlike = WellKnown.IsTask(returned, 0) ? WellKnown.IsTask(answer, 1) : WellKnown.IsValueTask(answer, 1);
        return isAlike && IsOutcome(((INamedTypeSymbol)answer).TypeArguments[0]);
    }

    private static bool IsOutcome(ITypeSymbol type) => Annotations.IsLibraryType(type, "CallOutcome");

    private sealed class ParameterComparer : IEqualityComparer<IParameterSymbol>
    {
        public static readonly ParameterComparer Instance = new();

        public bool Equals(IParameterSymbol x, IParameterSymbol y)
            => x.RefKind == y.RefKind
                && SymbolEqualityComparer.Default.Equals(x.Type, y.Type)
                && KeptMembers.Of(x.GetAttributes()) == KeptMembers.Of(y.GetAttributes());

        public int GetHashCode(IParameterSymbol parameter) => SymbolEqualityComparer.Default.GetHashCode(parameter.Type);
    }
}
