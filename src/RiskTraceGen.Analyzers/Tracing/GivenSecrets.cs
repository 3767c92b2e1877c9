using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>What is called like a secret where a value is given to what records it: in calls, as members of what is recorded, and as results.</summary>
internal sealed class GivenSecrets(KnownSymbols symbols, UndeclaredSecrets undeclared, GenericSecrets generic)
{
    /// <summary>What an operation calls like a secret, where that is recorded, and where it stands.</summary>
    public IEnumerable<(Leak Leak, Location Place)> In(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Constructor, ContainingType: var parent } } chained
            => InConstructor(chained.Arguments, TypeAround(chained) ?? parent),
        IInvocationOperation
        {
            TargetMethod.Name: "Add",
            Instance: IInstanceReferenceOperation,
            Parent: IObjectOrCollectionInitializerOperation
            {
                Parent: IMemberInitializerOperation { InitializedMember: IMemberReferenceOperation { Type: { } declared } filled }
            }
        } add => InAssigned(filled, add.Arguments.SelectMany(argument => GivenValue.Of(argument.Value, Contents.ElementOf(declared) ?? declared, 0))),
        IInvocationOperation call => At(
            call.NameLocation, InUse(call.TargetMethod, () => MarkedCalls.ReceiverOf(call), () => GivenValue.In(call.Arguments), call.TargetMethod.ReturnType)),
        IMethodReferenceOperation { Parent: IDelegateCreationOperation { Type: INamedTypeSymbol { DelegateInvokeMethod: { } invoke } } } group
            when UntracedMethodGroup.IsTaken(group)
                => At(group.NameLocation, InUse(group.Method, () => group.Instance?.Type, () => GivenValue.In(group.Method, invoke), invoke.ReturnType)),
        IObjectCreationOperation { Type: INamedTypeSymbol type } creation => InConstructor(creation.Arguments, type),
        ISimpleAssignmentOperation assignment => InAssigned(assignment.Target, assignment.Value),
        ICoalesceAssignmentOperation assignment => InAssigned(assignment.Target, assignment.Value),
        IDeconstructionAssignmentOperation assignment => InDeconstructed(assignment.Target, assignment.Value),
        IReturnOperation { ReturnedValue: { } value } => InReturned(value),
        _ => [],
    };

    // Also what a constructor hands on to another one, of its class or of the base.
    private IEnumerable<(Leak Leak, Location Place)> InConstructor(IEnumerable<IArgumentOperation> arguments, INamedTypeSymbol type)
        => symbols.Recorded.Contains(type)
            ? arguments.SelectMany(argument => argument.Parameter is { } parameter
                ? At(argument.Syntax.GetLocation, InMember(parameter.Name, type, GivenValue.Of(argument.Value, parameter.Type, parameter.Ordinal)))
                : [])
            : [];

    private static INamedTypeSymbol? TypeAround(IOperation operation)
        => operation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration ? operation.SemanticModel?.GetDeclaredSymbol(declaration) : null;

    private IEnumerable<(Leak Leak, Location Place)> InAssigned(IOperation target, IOperation value)
        => target is IMemberReferenceOperation { Type: { } declared } member ? InAssigned(member, GivenValue.Of(value, declared, 0)) : [];

    private IEnumerable<(Leak Leak, Location Place)> InAssigned(IMemberReferenceOperation target, IEnumerable<GivenValue> given)
        => target.Member is IPropertySymbol or IFieldSymbol && symbols.Recorded.Contains(target.Member.ContainingType)
            ? At(target.NameLocation, InMember(target.Member.Name, target.Member.ContainingType, given))
            : [];

    private IEnumerable<(Leak Leak, Location Place)> InDeconstructed(IOperation target, IOperation value)
        => target is ITupleOperation { Elements: var targets } && Operand.Of(value) is ITupleOperation { Elements: var values }
            ? targets.Zip(values, InDeconstructed).SelectMany(static found => found)
            : InAssigned(target, value);

    private IEnumerable<(Leak Leak, Location Place)> InReturned(IOperation value)
    {
        if (ResultIn(value) is { Parameter: { } parameter } result)
            return InReturned(result.Value, parameter.Type);

        List<IOperation> tasks = TaskType.IsTask(value.Type) ? [.. GivenValue.Either(Operand.Of(value))] : [];
        return tasks.Count > 0 ? tasks.SelectMany(InReturned) : InReturned(value, value.Type);
    }

    // What the code of a broker gives back is recorded as its method declares it. Nearly no value has names to lose.
    private IEnumerable<(Leak Leak, Location Place)> InReturned(IOperation value, ITypeSymbol? declared)
    {
        List<GivenValue> named = declared is not null ? [.. GivenValue.Of(value, declared, 0).Where(static given => ErasedName.CanBeIn(given.Type))] : [];
        return named.Count > 0
               && value.SemanticModel?.GetEnclosingSymbol(value.Syntax.SpanStart)
                   is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } around
               && (around.ExplicitInterfaceImplementations.FirstOrDefault() ?? around) is var method
               && symbols.MarkedCalls.BrokerOf(method, around.ContainingType) is { } broker
               && !Secrets.IsResultDecided(AttributeSources.OfResult(method, around.ContainingType))
            ? At(value.Syntax.GetLocation, named.SelectMany(given => undeclared.InType(
                given, $"every result of '{method.Display()}'", broker.ContainingAssembly.Is(symbols.Compilation.Assembly))))
            : [];
    }

    // What a task that is done already comes to.
    private static IArgumentOperation? ResultIn(IOperation value) => Operand.Of(value) switch
    {
        IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var task }, Arguments: [var result] } when TaskType.IsTask(task) => result,
        IObjectCreationOperation { Type: { } task, Arguments: [var result] } when WellKnown.IsValueTask(task, 1) => result,
        _ => null,
    };

    private static IEnumerable<(Leak Leak, Location Place)> At(Func<Location> place, IEnumerable<Leak> leaks)
        => leaks.Distinct().Select(leak => (leak, place()));

    private IEnumerable<Leak> InUse(IMethodSymbol method, Func<ITypeSymbol?> receiver, Func<IEnumerable<GivenValue>> given, ITypeSymbol result)
    {
        if (method.ContainingAssembly.Is(symbols.Flow.ContainingAssembly))
            return generic.InLibrary(method, given);
        return symbols.MarkedCalls.CanBeMarked(method) && symbols.MarkedCalls.ReachedBy(method, receiver()) is not null
            ? InBrokerCall(method, given(), result)
            : generic.InMethod(method);
    }

    private IEnumerable<Leak> InBrokerCall(IMethodSymbol method, IEnumerable<GivenValue> given, ITypeSymbol result)
    {
        (IMethodSymbol declared, INamedTypeSymbol broker) = DeclarationOf(method);
        bool isOwn = broker.ContainingAssembly.Is(symbols.Compilation.Assembly);
        foreach (GivenValue value in given)
        {
            IParameterSymbol parameter = declared.Parameters[value.Ordinal];
            ISymbol[] sources = AttributeSources.OfParameter(parameter, broker);
            if (parameter.RefKind != RefKind.Out
                && !RecordedSecrets.IsDecided(sources)
                && !symbols.RecordedCalls.IsGivenSecret(parameter.OriginalDefinition, broker.OriginalDefinition))
                foreach (Leak leak in undeclared.In(
                    value, parameter.Name, TraceFormats.In(sources) is not null, $"every call of '{declared.Display()}'", isOwn))
                    yield return leak;
        }

        GivenValue whole = new(0, ErasedName.ResultOf(result), ErasedName.ResultOf(method.OriginalDefinition.ReturnType));
        if (!Secrets.IsResultDecided(AttributeSources.OfResult(declared, broker))
            && !symbols.RecordedCalls.ReturnsSecret(declared.OriginalDefinition, broker.OriginalDefinition))
            foreach (Leak leak in undeclared.InResult(whole, declared.Name, isOwn))
                yield return leak;
    }

    // A constructor's parameter is named after the member that it is for.
    private IEnumerable<Leak> InMember(string name, INamedTypeSymbol type, IEnumerable<GivenValue> given)
        => symbols.MembersOf(type).FirstOrDefault(member => string.Equals(member.Symbol.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found
           && !RecordedSecrets.IsDecided(found.Sources)
            ? given.SelectMany(value => undeclared.In(value, found.Symbol.Name, IsFormatted(found, type), $"every '{type.Display()}'", isOwn: true))
            : [];

    private static bool IsFormatted(RecordedMember member, INamedTypeSymbol type)
        => TraceFormats.In(member.Sources) is not null
           || (TraceFormats.Of(type) is not null && FormattedSecrets.MembersShownBy(type).Any(shown => shown.Member.Is(member.Symbol)));

    /// <summary>The method as the broker has it, if it is one of the wrapper's.</summary>
    private static (IMethodSymbol Method, INamedTypeSymbol Broker) DeclarationOf(IMethodSymbol method)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        if (Wrappers.BrokerOf(definition.ContainingType) is not { } broker)
            return (definition, definition.ContainingType);

        List<IMethodSymbol> named = [.. Declarations.Supertypes(broker)
            .Prepend(broker)
            .SelectMany(type => type.GetMembers(method.Name))
            .OfType<IMethodSymbol>()
            .Where(member => member.Parameters.Length == method.Parameters.Length)];
        return (named.Find(member => Signatures.Key(member) == Signatures.Key(definition)) ?? named[0], broker);
    }
}
