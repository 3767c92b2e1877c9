using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>Values that are known to be more than what they are given to declares, and records: its types lose the names of elements of tuples, or its text shows what nobody has said of it.</summary>
internal sealed class LostNames(KnownSymbols symbols, SecretNames secretNames, ErasedSecrets erased, FormattedSecrets formatted)
{
    private const string Dispatch = "DispatchAsync";

    // What else of the library is generic records nothing.
    private static readonly HashSet<string> Recording = new(StringComparer.Ordinal)
    {
        Dispatch, "StartFlow", "Attach", "Emit", "Raise", "RaiseAsync", "Exceeds", "FallsBelow", "FallsTo", "Reaches",
    };

    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _canRecord = new(SymbolEqualityComparer.Default);

    /// <summary>What an operation calls like a secret, where that is recorded, and where it stands.</summary>
    public IEnumerable<(string Name, string Where, string Advice, Location Place)> In(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Constructor, ContainingType: var parent } } chained => InConstructor(chained.Arguments, TypeAround(chained) ?? parent),
        IInvocationOperation { TargetMethod.Name: "Add", Instance: IInstanceReferenceOperation, Parent: IObjectOrCollectionInitializerOperation { Parent: IMemberInitializerOperation { InitializedMember: IMemberReferenceOperation { Type: { } declared } filled } } } add
            => InAssigned(filled, add.Arguments.SelectMany(argument => GivenValue.Of(argument.Value, Contents.ElementOf(declared) ?? declared, 0))),
        IInvocationOperation call => At(call.NameLocation, InUse(call.TargetMethod, () => MarkedCalls.ReceiverOf(call), () => GivenValue.In(call.Arguments), call.TargetMethod.ReturnType)),
        IMethodReferenceOperation { Parent: IDelegateCreationOperation { Type: INamedTypeSymbol { DelegateInvokeMethod: { } invoke } } } group when UntracedMethodGroup.IsTaken(group)
            => At(group.NameLocation, InUse(group.Method, () => group.Instance?.Type, () => GivenValue.In(group.Method, invoke), invoke.ReturnType)),
        IObjectCreationOperation { Type: INamedTypeSymbol type } creation => InConstructor(creation.Arguments, type),
        ISimpleAssignmentOperation assignment => InAssigned(assignment.Target, assignment.Value),
        ICoalesceAssignmentOperation assignment => InAssigned(assignment.Target, assignment.Value),
        IDeconstructionAssignmentOperation assignment => InDeconstructed(assignment.Target, assignment.Value),
        IReturnOperation { ReturnedValue: { } value } => InReturned(value),
        _ => [],
    };

    // Also what a constructor hands on to another one, of its class or of the base.
    private IEnumerable<(string Name, string Where, string Advice, Location Place)> InConstructor(IEnumerable<IArgumentOperation> arguments, INamedTypeSymbol type)
        => symbols.Recorded.Contains(type)
            ? arguments.SelectMany(argument => argument.Parameter is { } parameter
                ? At(argument.Syntax.GetLocation, InMember(parameter.Name, type, GivenValue.Of(argument.Value, parameter.Type, parameter.Ordinal)))
                : [])
            : [];

    private static INamedTypeSymbol? TypeAround(IOperation operation)
        => operation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration ? operation.SemanticModel?.GetDeclaredSymbol(declaration) : null;

    private IEnumerable<(string Name, string Where, string Advice, Location Place)> InAssigned(IOperation target, IOperation value)
        => target is IMemberReferenceOperation { Type: { } declared } member ? InAssigned(member, GivenValue.Of(value, declared, 0)) : [];

    private IEnumerable<(string Name, string Where, string Advice, Location Place)> InAssigned(IMemberReferenceOperation target, IEnumerable<GivenValue> given)
        => target.Member is IPropertySymbol or IFieldSymbol && symbols.Recorded.Contains(target.Member.ContainingType)
            ? At(target.NameLocation, InMember(target.Member.Name, target.Member.ContainingType, given))
            : [];

    private IEnumerable<(string Name, string Where, string Advice, Location Place)> InDeconstructed(IOperation target, IOperation value)
        => target is ITupleOperation { Elements: var targets } && Operand.Of(value) is ITupleOperation { Elements: var values }
            ? targets.Zip(values, InDeconstructed).SelectMany(static found => found)
            : InAssigned(target, value);

    private IEnumerable<(string Name, string Where, string Advice, Location Place)> InReturned(IOperation value)
    {
        if (ResultIn(value) is { Parameter: { } parameter } result)
            return InReturned(result.Value, parameter.Type);

        List<IOperation> tasks = TaskType.IsTask(value.Type) ? [.. GivenValue.Either(Operand.Of(value))] : [];
        return tasks.Count > 0 ? tasks.SelectMany(InReturned) : InReturned(value, value.Type);
    }

    // What the code of a broker gives back is recorded as its method declares it. Nearly no value has names to lose.
    private IEnumerable<(string Name, string Where, string Advice, Location Place)> InReturned(IOperation value, ITypeSymbol? declared)
    {
        List<GivenValue> named = declared is not null ? [.. GivenValue.Of(value, declared, 0).Where(static given => ErasedName.CanBeIn(given.Type))] : [];
        return named.Count > 0
               && value.SemanticModel?.GetEnclosingSymbol(value.Syntax.SpanStart) is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } around
               && (around.ExplicitInterfaceImplementations.FirstOrDefault() ?? around) is var method
               && symbols.MarkedCalls.BrokerOf(method, around.ContainingType) is { } broker
               && !Secrets.IsResultDecided(AttributeSources.OfResult(method, around.ContainingType))
            ? At(value.Syntax.GetLocation, named.SelectMany(given => InValue(given, $"every result of '{method.Display()}'", broker.ContainingAssembly.Is(symbols.Compilation.Assembly))))
            : [];
    }

    // What a task that is done already comes to.
    private static IArgumentOperation? ResultIn(IOperation value) => Operand.Of(value) switch
    {
        IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var task }, Arguments: [var result] } when TaskType.IsTask(task) => result,
        IObjectCreationOperation { Type: { } task, Arguments: [var result] } when WellKnown.IsValueTask(task, 1) => result,
        _ => null,
    };

    private static IEnumerable<(string Name, string Where, string Advice, Location Place)> At(Func<Location> place, IEnumerable<(string Name, string Where, string Advice)> secrets)
        => secrets.Distinct().Select(secret => (secret.Name, secret.Where, secret.Advice, place()));

    /// <summary>What a type calls like secrets in the type arguments of its base class, whose code may have it recorded.</summary>
    public IEnumerable<(string Name, string Where, string Advice)> InBase(INamedTypeSymbol type)
        => type.BaseType is { IsGenericType: true } parent && CanRecord(parent.ContainingAssembly) && TypeArgumentsOf(parent).Any(ErasedName.CanBeIn) && !symbols.MarkedCalls.IsBroker(type) && Annotations.Find(type, Annotations.RiskRule) is null && !symbols.Recorded.Contains(type)
            ? InGeneric(TypeArgumentsOf(parent))
            : [];

    private IEnumerable<(string Name, string Where, string Advice)> InUse(IMethodSymbol method, Func<ITypeSymbol?> receiver, Func<IEnumerable<GivenValue>> given, ITypeSymbol result)
    {
        if (method.ContainingAssembly.Is(symbols.Flow.ContainingAssembly))
            return Recording.Contains(method.Name)
                ? WithoutName(erased.OfLost(method.TypeArguments.Concat(given().Select(static value => value.Type))
                    .SelectMany(type => method.Name == Dispatch ? ErasedName.InEvent(type, symbols.Compilation) : ErasedName.In(type, symbols.Compilation))))
                : [];
        if (symbols.MarkedCalls.CanBeMarked(method) && symbols.MarkedCalls.ReachedBy(method, receiver()) is not null)
            return InBrokerCall(method, given(), result);
        return CanRecord(method.ContainingAssembly) && method.ContainingType is { } type && Wrappers.BrokerOf(type) is null && Wrappers.BrokerOf(method.ReturnType) is null
            ? InGeneric(method.TypeArguments.Concat(TypeArgumentsOf(type)))
            : [];
    }

    private IEnumerable<(string Name, string Where, string Advice)> InBrokerCall(IMethodSymbol method, IEnumerable<GivenValue> given, ITypeSymbol result)
    {
        (IMethodSymbol declared, INamedTypeSymbol broker) = DeclarationOf(method);
        bool isOwn = broker.ContainingAssembly.Is(symbols.Compilation.Assembly);
        foreach (GivenValue value in given)
        {
            IParameterSymbol parameter = declared.Parameters[value.Ordinal];
            ISymbol[] sources = AttributeSources.OfParameter(parameter, broker);
            if (parameter.RefKind != RefKind.Out && !RecordedSecrets.IsDecided(sources) && !symbols.RecordedCalls.IsGivenSecret(parameter.OriginalDefinition, broker.OriginalDefinition))
                foreach ((string, string, string) secret in InValue(value, parameter.Name, TraceFormats.In(sources) is not null, $"every call of '{declared.Display()}'", isOwn))
                    yield return secret;
        }

        GivenValue whole = new(0, ErasedName.ResultOf(result), ErasedName.ResultOf(method.OriginalDefinition.ReturnType));
        if (!Secrets.IsResultDecided(AttributeSources.OfResult(declared, broker)) && !symbols.RecordedCalls.ReturnsSecret(declared.OriginalDefinition, broker.OriginalDefinition))
            foreach ((string, string, string) secret in InText(whole, declared.Name, "every result of it", isFormatted: false) ?? Lost(ErasedName.In(whole.Type, symbols.Compilation), ErasedName.In(whole.Declared, symbols.Compilation), isOwn))
                yield return secret;
    }

    // A constructor's parameter is named after the member that it is for.
    private IEnumerable<(string Name, string Where, string Advice)> InMember(string name, INamedTypeSymbol type, IEnumerable<GivenValue> given)
        => symbols.MembersOf(type).FirstOrDefault(member => string.Equals(member.Symbol.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found
           && !RecordedSecrets.IsDecided(found.Sources)
            ? given.SelectMany(value => InValue(value, found.Symbol.Name, IsFormatted(found, type), $"every '{type.Display()}'", isOwn: true))
            : [];

    private static bool IsFormatted(RecordedMember member, INamedTypeSymbol type)
        => TraceFormats.In(member.Sources) is not null || (TraceFormats.Of(type) is not null && FormattedSecrets.MembersShownBy(type).Any(shown => shown.Member.Is(member.Symbol)));

    // Generic code may have recorded what it is given. A tuple is recorded by the name of its type, unless it is an event.
    private IEnumerable<(string Name, string Where, string Advice)> InGeneric(IEnumerable<ITypeSymbol> types)
        => WithoutName(erased.OfLost(types.SelectMany(type => ErasedName.InEvent(type, symbols.Compilation))
            .Where(name => erased.CallsSecret(name) && (!IsOfFramework(name.Holder) || symbols.Recorded.Records(name)))));

    // Most calls are calls of the framework, which has nothing recorded.
    private bool CanRecord(IAssemblySymbol? assembly) => assembly is not null && _canRecord.GetOrAdd(assembly, Annotations.CanAnnotate);

    private IEnumerable<(string Name, string Where, string Advice)> InValue(GivenValue value, string name, bool isFormatted, string everyUse, bool isOwn)
        => InText(value, name, everyUse, isFormatted) ?? InValue(value, everyUse, isOwn);

    // A text shows what the value turns out to be. Null if its value is not recorded by one.
    private IEnumerable<(string Name, string Where, string Advice)>? InText(GivenValue value, string name, string everyUse, bool isFormatted)
    {
        (ITypeSymbol type, ITypeSymbol declared) = (FormattedSecrets.TextOf(value.Type), FormattedSecrets.TextOf(value.Declared));
        if (!isFormatted && TraceFormats.Of(declared) is null)
            return null;

        // What derives from the type here is said itself.
        bool isSaid = !isFormatted && type is INamedTypeSymbol heir && symbols.Recorded.Contains(heir) && !type.OriginalDefinition.Is(declared.OriginalDefinition);
        return isSaid ? [] : formatted.OfGiven(name, value.Type, value.Declared).Select(secret => (secret, everyUse, RecordedSecrets.MarkWhole));
    }

    private IEnumerable<(string Name, string Where, string Advice)> InValue(GivenValue value, string everyUse, bool isOwn)
        => Lost(ErasedName.In(value.Type, symbols.Compilation), ErasedName.In(value.Declared, symbols.Compilation), isOwn)
            .Concat(from name in ErasedName.InEvent(Underlying(value.Type), symbols.Compilation)
                    where IsOfFramework(name.Holder) && erased.CallsSecret(name)
                    from other in ErasedName.InEvent(Underlying(value.Declared), symbols.Compilation)
                    where IsOfFramework(other.Holder) && other.Place == name.Place && !Secrets.IsSensitive(other.Element) && !secretNames.Include(other.Element.Name, other.Element.Type)
                    select (name.Element.Name, everyUse, EventSecrets.HasNoName));

    private IEnumerable<(string Name, string Where, string Advice)> Lost(IEnumerable<ErasedName> said, IEnumerable<ErasedName> declared, bool isOwn)
    {
        List<ErasedName> known = [.. declared];
        ILookup<bool, ErasedName> lost = said.Where(name => !known.Exists(other => other.Element.Name == name.Element.Name && other.AsRecorded == name.AsRecorded))
            .ToLookup(name => isOwn && known.Exists(other => other.AsRecorded == name.AsRecorded));
        return WithoutName(erased.OfLost(lost[false]).Concat(erased.OfRenamed(lost[true])));
    }

    private static IEnumerable<(string Name, string Where, string Advice)> WithoutName(IEnumerable<(string Name, string Where)> lost)
        => lost.Select(static secret => (secret.Name, secret.Where, EventSecrets.HasNoName));

    /// <summary>The method as the broker has it, if it is one of the wrapper's.</summary>
    private static (IMethodSymbol Method, INamedTypeSymbol Broker) DeclarationOf(IMethodSymbol method)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        if (Wrappers.BrokerOf(definition.ContainingType) is not { } broker)
            return (definition, definition.ContainingType);

        List<IMethodSymbol> named = [.. Declarations.Supertypes(broker).Prepend(broker).SelectMany(type => type.GetMembers(method.Name)).OfType<IMethodSymbol>().Where(member => member.Parameters.Length == method.Parameters.Length)];
        return (named.Find(member => Signatures.Key(member) == Signatures.Key(definition)) ?? named[0], broker);
    }

    private static IEnumerable<ITypeSymbol> TypeArgumentsOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
            foreach (ITypeSymbol argument in level.TypeArguments)
                yield return argument;
    }

    private static bool IsOfFramework(ITypeSymbol type) => type is IArrayTypeSymbol || WellKnown.IsFramework(type);

    private static ITypeSymbol Underlying(ITypeSymbol type) => type.IsNullable() ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
}
